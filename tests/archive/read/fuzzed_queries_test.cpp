// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/annotation_fixture.hpp"
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "base/error.hpp"
#include "query/parse.hpp"
#include "query/print.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>

using namespace boswell;
using namespace boswell::test;

namespace {

/// The same queries in every run.
class Queries {
public:
    std::string next() {
        std::string text;
        for (auto parts = 1 + random_() % 8; parts > 0; --parts) {
            if (random_() % 3 > 0) text += ' ';
            text +=
                random_() % 12 == 0 ? bytes() : std::string(pieces.at(random_() % pieces.size()));
        }
        return text;
    }

private:
    static constexpr std::array<std::string_view, 67> pieces{"a",
                                                             "tea",
                                                             "te*",
                                                             "t*",
                                                             "\"green tea\"",
                                                             "\"a b\"*",
                                                             "C++",
                                                             "std::vector",
                                                             "#tag",
                                                             "12:30",
                                                             "foo:bar",
                                                             "form:bob",
                                                             "日",
                                                             "日本*",
                                                             "👍",
                                                             "שלום",
                                                             "مـرحبـا",
                                                             "naïve",
                                                             "(",
                                                             ")",
                                                             "-",
                                                             "OR",
                                                             "\"",
                                                             "/",
                                                             "\\",
                                                             "*",
                                                             ":",
                                                             "'",
                                                             ";",
                                                             "--",
                                                             "/t.a/",
                                                             "/(?i)x|y/",
                                                             "/[/",
                                                             "^",
                                                             "{",
                                                             "NEAR(a b)",
                                                             "NOT",
                                                             "AND",
                                                             "text:",
                                                             "rowid:1",
                                                             "c1",
                                                             "conversation:c1",
                                                             "from:bob",
                                                             "from:me",
                                                             "to:me",
                                                             "to:bob@example.net",
                                                             "with:x@y",
                                                             "in:room@x",
                                                             "account:a",
                                                             "account:alice",
                                                             "date:2026",
                                                             "date:..",
                                                             "since:today",
                                                             "before:2026-11-22",
                                                             "after:1h",
                                                             "until:soon",
                                                             "direction:in",
                                                             "type:chat",
                                                             "has:link",
                                                             "has:reaction",
                                                             "has:call",
                                                             "is:edited",
                                                             "is:imported",
                                                             "id:1",
                                                             "id:-1",
                                                             "subject:tea",
                                                             "subject:/x/"};

    std::string bytes() {
        std::string text;
        for (auto length = 1 + random_() % 6; length > 0; --length)
            text += static_cast<char>(random_() % 256);
        return text;
    }
    std::mt19937 random_{20261122};
};

}  // namespace

TEST_CASE("5,000 queries as somebody may type them are answered or refused with a reason") {
    ArchiveFixture archive;
    auto subject = message("let us drink tea", some_day + std::chrono::minutes(1));
    subject.subjects = {{"", "tea time"}};
    archive.write({message("a b tea C++ std::vector", some_day), subject,
                   message("日本 👍 \"x\" * - /y/", some_day + std::chrono::minutes(2))});
    const archive::Reader reader(archive.path);
    const query::Clock noon{at("2026-11-22T12:00:00Z"), TimeZone::named("UTC")};
    Queries queries;
    int answered = 0;
    std::string wrong;
    for (int i = 0; i < 5'000; ++i) {
        const auto text = queries.next();
        try {
            query::Query query{.where = query::parse(text, noon)};
            if (query::parse(query::to_string(query.where), noon) != query.where)
                wrong += "printed otherwise: " + text + "\n";
            std::int64_t found = 0;
            reader.for_each_message(query, [&](const MessageRecord&) { return ++found, true; });
            if (reader.count_messages(query.where) != found) wrong += "counted: " + text + "\n";
            query.sort = query::Sort::relevance;
            query.where = query::as_substrings(std::move(query.where));
            reader.for_each_message(query, [](const MessageRecord&) { return true; });
            ++answered;
        } catch (const UsageError&) {
        } catch (const std::exception& error) {
            wrong += text + ": " + error.what() + "\n";
        }
    }
    INFO(wrong);
    CHECK(wrong.empty());
    CHECK(answered > 1'000);
}
