// SPDX-License-Identifier: GPL-3.0-or-later
// The search index has no list of the beginnings of words, so they are looked for in texts first.
#include "archive/read/query.hpp"
#include "archive/read/search_fixture.hpp"

#include <random>

using namespace boswell;
using namespace boswell::test;
using Ids = std::vector<std::int64_t>;

namespace {

struct PrefixFixture : ArchiveFixture {
    void open() {
        writer.reset();
        database.emplace(path, sqlite::Access::read_only);
        matchers.emplace(*database);
        reader.emplace(path);
    }
    Ids by_sql(const query::Query& query, archive::Reach reach) {
        const archive::MessageSql message_sql(*database, *matchers, query, reach);
        const auto sql = message_sql.ids();
        sqlite::Statement statement(*database, sql.text);
        auto use = statement.use();
        sql.bind(use);
        Ids ids;
        while (use.next()) ids.push_back(use.get<std::int64_t>(0));
        return ids;
    }
    Ids found(const query::Query& query) const {
        Ids ids;
        reader->for_each_message(query, [&](const MessageRecord& record) {
            ids.push_back(record.id);
            return true;
        });
        return ids;
    }

    std::optional<sqlite::Database> database;
    std::optional<archive::Matchers> matchers;
    std::optional<archive::Reader> reader;
};

/// Messages of few words, so that most queries find something.
Message random_message(std::mt19937& random, int number) {
    static const std::vector<std::string> words{"tea", "toast",  "été", "Élan",
                                                "x",   "日本語", "C++"};
    std::string text;
    for (auto count = random() % 4; count > 0; --count)
        text += (text.empty() ? "" : " ") + words[random() % words.size()];
    auto value = message(text, some_day + std::chrono::seconds(number));
    if (random() % 4 == 0) value.subjects = {{"", words[random() % words.size()]}};
    if (random() % 5 == 0) value.encryption = "eu.siacs.conversations.axolotl";
    if (random() % 3 == 0) value.with = value.from = Jid::of("carol@example.net");
    if (random() % 6 == 0)
        value.attachments = {{.url = "https://x.example.net/%C3%A9clair%20tart.pdf"}};
    value.message_id = std::to_string(number);
    if (number > 0 && random() % 8 == 0)
        value.annotation = Annotation{.kind = AnnotationKind::correction,
                                      .named_id = std::to_string(random() % number)};
    return value;
}

/// A part of a query, nested at most `depth` deep.
std::string random_query(std::mt19937& random, int depth) {
    static const std::vector<std::string> parts{"t*",
                                                "te*",
                                                "e*",
                                                "é*",
                                                "\"tea t\"*",
                                                "日*",
                                                "x*",
                                                "tea",
                                                "subject:t*",
                                                "C++*",
                                                "from:carol@example.net",
                                                "-t*",
                                                "with:bob@example.net",
                                                "is:encrypted",
                                                "has:link",
                                                "is:edited",
                                                "account:alice@example.org"};
    if (depth == 0 || random() % 3 == 0) return parts[random() % parts.size()];
    const auto glue = random() % 2 == 0 ? " " : " OR ";
    const auto text =
        "(" + random_query(random, depth - 1) + glue + random_query(random, depth - 1) + ")";
    return (random() % 5 == 0 ? "-" : "") + text;
}

}  // namespace

TEST_CASE_METHOD(PrefixFixture, "the texts say of beginnings of words what the index says") {
    std::mt19937 random{20261129};
    std::vector<Event> batch;
    for (int i = 0; i < 300; ++i) batch.emplace_back(random_message(random, i));
    write(batch);
    open();
    int asked = 0;
    for (int i = 0; i < 600; ++i) {
        const auto text = random_query(random, 2);
        auto query = parsed(text);
        query.sort = random() % 2 == 0 ? query::Sort::newest : query::Sort::oldest;
        if (!archive::begins_with_texts(query)) continue;
        INFO(text);
        const auto ids = by_sql(query, archive::Reach::all);
        CHECK(by_sql(query, archive::Reach::first) == ids);
        CHECK(found(query) == ids);
        CHECK(reader->count_messages(query.where) == static_cast<std::int64_t>(ids.size()));
        ++asked;
    }
    CHECK(asked > 200);
}

TEST_CASE_METHOD(PrefixFixture, "a page of beginnings of words is the same wherever it is found") {
    std::vector<Event> batch;
    for (int i = 0; i < 8'500; ++i) {
        const auto* text = i < 150        ? "tea old"
                           : i % 400 == 0 ? "été tea"
                           : i % 2 == 0   ? "Élan"
                                          : "x";
        batch.emplace_back(message(text, some_day + std::chrono::seconds(i)));
    }
    write(batch);
    open();
    for (const auto* text : {"t*", "e*", "e* tea", "old t*", "-x e*", "with:bob@example.net te*",
                             "el*", "until:2026-03-14 t*", "t* OR x", "-e*"}) {
        for (const auto sort : {query::Sort::newest, query::Sort::oldest}) {
            auto query = parsed(text);
            query.sort = sort;
            const auto all = by_sql(query, archive::Reach::all);
            for (const std::int64_t offset : {0, 1, 7}) {
                INFO(text << " from " << offset);
                query.limit = 60;
                query.offset = offset;
                const auto begin = std::min<std::int64_t>(offset, std::ssize(all));
                const auto end = std::min<std::int64_t>(offset + query.limit, std::ssize(all));
                CHECK(found(query) == Ids(all.begin() + begin, all.begin() + end));
            }
        }
    }
}

TEST_CASE_METHOD(PrefixFixture, "beyond the first messages the index is asked, and only then") {
    std::vector<Event> batch;
    for (int i = 0; i < 4'200; ++i)
        batch.emplace_back(message(i < 150 ? "tea old" : "x", some_day + std::chrono::seconds(i)));
    write(batch);
    open();
    const auto is_complete = [&](const char* text) {
        return archive::MessageSql(*database, *matchers, parsed(text), archive::Reach::first)
            .is_complete();
    };
    CHECK_FALSE(is_complete("t*"));
    CHECK_FALSE(is_complete("with:bob@example.net t*"));
    CHECK(is_complete("old t*"));
    CHECK(is_complete("is:encrypted t*"));
    CHECK(reader->count_messages(parsed("t*").where) == 150);
}
