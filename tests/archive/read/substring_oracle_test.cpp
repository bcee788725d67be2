// SPDX-License-Identifier: GPL-3.0-or-later
// The index for substrings against a search that reads every text: both must find the same, in
// every script, whatever was done to the messages.
#include "archive/annotation_fixture.hpp"
#include "archive/substring_index.hpp"
#include "archive/write/substring_index_builder.hpp"
#include "base/error.hpp"
#include "sqlite/transaction.hpp"

#include <random>
#include <set>

using namespace boswell;
using namespace boswell::test;
using query::Match;
using Phase = archive::SubstringIndex::Phase;

namespace {

/// What a text is made of; in the alphabet of one script most substrings occur.
const std::vector<std::vector<std::string>>& alphabets() {
    static const std::vector<std::vector<std::string>> all{
        {"a", "B", "e", "é", "e\u0301", "ß", "SS", "ﬁ", "K", "ſ", " ", "-", "^", ":-)", "C++",
         "the "},
        {"σ", "ς", "Σ", "ά", "α", "ᾳ", "и", "и\u0306", "Й", "ё", " "},
        {"שָׁ", "ש", "ל", "ם", "م", "ـ", "ﻣ", "رْ", "ب", " "},
        {"क", "की", "कि", "ो", "ก", "กำ", "ข", "茶", "語", "ア", "ｱ", "か\u3099", "が", " "},
        {"각", "가", "\u1100\u1161", "\u11A8", "👍", "👍🏽", "❤\uFE0F", "1", "２", ".", " "}};
    return all;
}

class Corpus : public AnnotationFixture {
public:
    explicit Corpus(const std::vector<std::string>& alphabet) : alphabet_(alphabet) {
        database_.prepare_for_writing();
        for (int i = 0; i < 150; ++i) write({some_message()});
    }

    std::string text_of(std::size_t most) {
        std::string text;
        for (auto n = 1 + random_() % most; n > 0; --n) text += any_of(alphabet_);
        return text;
    }
    const std::string& any_of(const std::vector<std::string>& list) {
        return list[random_() % list.size()];
    }
    Message some_message() {
        const auto number = next_++;
        auto value = named(random_() % 20 == 0 ? "" : text_of(20), id_of(number), 1s * number);
        if (random_() % 8 == 0) value.subjects = {{"", text_of(6)}};
        if (random_() % 8 == 0) value.bodies.push_back({"de", text_of(8)});
        if (random_() % 8 == 0)
            value.attachments = {
                {.url = "https://f.example/" + std::to_string(number) + "%20x%C3%A9.pdf",
                 .description = text_of(5)}};
        if (random_() % 12 == 0) value.encryption = "OMEMO";
        if (random_() % 12 == 0) value.shown = text_of(8);
        if (number < 20) return value;
        const auto earlier = id_of(static_cast<int>(random_() % 20));
        if (random_() % 6 == 0) return annotating(value, AnnotationKind::correction, earlier);
        if (random_() % 12 == 0) return annotating(value, AnnotationKind::retraction, earlier);
        if (random_() % 12 == 0) return annotating(value, AnnotationKind::reaction, earlier);
        return value;
    }
    /// A part of a text, or a regular expression that may match some.
    query::Text some_question() {
        if (random_() % 20 == 0)
            return {Match::substring, any_of({"%20x%C", "0 xé.p", "0%20X", " xé", "f.example/1"})};
        if (random_() % 2 == 0) return {Match::substring, text_of(6)};
        static const std::vector<std::string> joints{"",  "",  "",   ".",    "+",
                                                     "?", "|", ".*", "[ae]", "(?:a|σ)"};
        std::string pattern;
        for (auto n = 1 + random_() % 6; n > 0; --n) {
            for (const char c : any_of(alphabet_))
                pattern +=
                    (std::string_view("^+.-)").find(c) == std::string_view::npos ? "" : "\\") +
                    std::string(1, c);
            pattern += any_of(joints);
        }
        return {Match::regex, pattern};
    }
    std::vector<std::int64_t> found(const query::Expression& where) const {
        query::Query query;
        query.where = where;
        std::vector<std::int64_t> ids;
        const archive::Reader reader(path);
        reader.for_each_message(query, [&](const MessageRecord& record) {
            ids.push_back(record.id);
            return true;
        });
        CHECK(reader.count_messages(where) == static_cast<std::int64_t>(ids.size()));
        return ids;
    }
    void change(auto work) {
        sqlite::Transaction transaction(database_, sqlite::Transaction::Kind::write);
        work();
        transaction.commit();
    }
    /// At most so many portions of one message each.
    void build(int portions) {
        archive::SubstringIndexBuilder builder(database_);
        for (bool goes_on = true; goes_on && portions-- > 0;)
            change([&] { goes_on = builder.build({}); });
    }
    void pretend(archive::SubstringIndex state) {
        change([&] { archive::write_substring_index(database_, state); });
    }
    Phase phase() const { return archive::read_substring_index(database_).phase; }
    std::size_t random(std::size_t below) { return random_() % below; }

private:
    static std::string id_of(int number) { return "m" + std::to_string(number); }

    const std::vector<std::string>& alphabet_;
    std::mt19937 random_{20261129};
    int next_ = 0;
    sqlite::Database database_{path, sqlite::Access::read_write};
};

query::Expression expression_of(const query::Text& text) {
    query::Expression leaf;
    leaf.kind = query::Expression::Kind::text;
    leaf.text = text;
    return leaf;
}

/// The question alone, or within a larger one.
query::Expression some_where(Corpus& corpus) {
    auto leaf = expression_of(corpus.some_question());
    switch (corpus.random(6)) {
        case 0:
            return query::any_of({std::move(leaf), expression_of(corpus.some_question())});
        case 1:
            return query::all_of({std::move(leaf), expression_of(corpus.some_question())});
        case 2:
            return query::all_of(
                {std::move(leaf), query::parse("the", {some_day, TimeZone::named("UTC")})});
        case 3:
            return query::all_of(
                {std::move(leaf), query::parse("-(a OR the)", {some_day, TimeZone::named("UTC")})});
        default:
            return leaf;
    }
}

}  // namespace

TEST_CASE("the index for substrings finds what somebody finds who reads every text") {
    std::size_t all = 0;
    for (const auto& alphabet : alphabets()) {
        INFO(alphabet.front());
        Corpus corpus(alphabet);
        corpus.build(60);
        CHECK(corpus.phase() == Phase::building);
        for (int i = 0; i < 30; ++i) corpus.write({corpus.some_message()});
        corpus.build(1000);
        CHECK(corpus.phase() == Phase::complete);
        for (int i = 0; i < 30; ++i) corpus.write({corpus.some_message()});
        for (int i = 0; i < 150; ++i) {
            const auto where = some_where(corpus);
            INFO(where.text.text << (where.children.empty() ? "" : where.children[0].text.text));
            try {
                corpus.pretend({Phase::complete});
                const auto by_index = corpus.found(where);
                corpus.pretend({});
                CHECK(by_index == corpus.found(where));
                all += by_index.size();
            } catch (const UsageError&) {  // no regular expression
            }
        }
        corpus.pretend({Phase::complete});  // as it is
    }
    CHECK(all > 10'000);
}

TEST_CASE_METHOD(AnnotationFixture,
                 "what is beyond the end of an indexed text is found all the same") {
    sqlite::Database database(path, sqlite::Access::read_write);
    {
        sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
        archive::write_substring_index(database, {Phase::complete});
        transaction.commit();
    }
    const std::string much(900'000, 'x');
    write({named("early " + much + much + " later", "m1"), named("first", "m2", 1s)});
    for (int i = 0; i < 4; ++i)
        write({correction("version" + std::to_string(i) + std::string(90'000, 'y'), "m2",
                          "c" + std::to_string(i), 10s + 1s * i)});
    const archive::Reader reader(path);
    const auto found = [&](const std::string& text) {
        return reader.count_messages(expression_of({Match::substring, text}));
    };
    CHECK(found("early") == 1);
    CHECK(found("xx later") == 1);
    CHECK(found("first") == 1);
    CHECK(found("version0") == 1);
    CHECK(found("version3") == 1);
    CHECK(found("version4") == 0);
}
