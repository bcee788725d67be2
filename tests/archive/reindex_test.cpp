// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/reindex.hpp"

#include "archive/annotation_fixture.hpp"

#include <SQLiteCpp/Database.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

/// Reads of a stanza what stands between its brackets as the text that people read. A stanza with
/// a name in braces has a file of that name.
static std::optional<Message> read_brackets(std::string_view original, Message stored) {
    const auto part = [&](char begin, char end) {
        const auto from = original.find(begin);
        const auto to = original.find(end);
        return from == original.npos ? "" : std::string(original.substr(from + 1, to - from - 1));
    };
    if (original.find("unreadable") != original.npos) return std::nullopt;
    if (const auto shown = part('[', ']'); !shown.empty()) stored.shown = shown;
    if (const auto name = part('{', '}'); !name.empty())
        stored.attachments = {{.url = "https://files.example/" + name}};
    return stored;
}

namespace {

struct ReindexFixture : AnnotationFixture {
    void damage(const char* sql) const {
        SQLite::Database(path.string(), SQLite::OPEN_READWRITE).exec(sql);
    }
    /// Returns how many messages have changed.
    std::int64_t reindex() {
        archive::Reindex reindex(path, archive::Extent::texts, read_brackets);
        while (reindex.advance()) {
        }
        CHECK(reindex.done() == reindex.total());
        CHECK(rows("SELECT 1 FROM property WHERE name = 'reindexed-until'").empty());
        return reindex.changed();
    }
};

}  // namespace

TEST_CASE_METHOD(ReindexFixture, "messages of an earlier version are shown and found as today") {
    write({named("> quoted\nanswer [answer]", "m1"), named("file {report.pdf}", "m2", 1s),
           named("plain", "m3", 2s)});
    CHECK(bodies("quoted").size() == 1);
    CHECK(reindex() == 2);
    CHECK(bodies("quoted").empty());
    CHECK(bodies("answer").size() == 1);
    CHECK(bodies("report.pdf").size() == 1);
    const auto all = found();
    CHECK(all[0].shown == "answer");
    CHECK(all[1].attachments.at(0).url == "https://files.example/report.pdf");
    CHECK(reindex() == 0);
}

TEST_CASE_METHOD(ReindexFixture,
                 "messages of an earlier version are found by the titles of their links") {
    write({named("see", "m1"), named("see", "m2", 1s)});
    damage(
        "INSERT INTO link_preview (message_id, n, url, title) "
        "SELECT max(id), 0, 'https://c/page', 'Timetable' FROM message");
    damage("UPDATE message SET has = has | 32 WHERE id = (SELECT max(id) FROM message)");
    CHECK(bodies("timetable").empty());
    CHECK(bodies("/Timet/").size() == 1);  // which no index answers
    CHECK(reindex() == 1);
    CHECK(bodies("timetable").size() == 1);
    CHECK(reindex() == 0);
}

TEST_CASE_METHOD(ReindexFixture, "a stanza that is not that of the row's text changes nothing") {
    auto tombstone = named("", "m1");
    tombstone.stanza = "<message><body>taken back [secret]</body></message>";
    write({named("unreadable [other]", "m2", 1s)});
    CHECK(reindex() == 0);
    const auto gone = [](std::string_view original, Message stored) {
        auto read = read_brackets(original, std::move(stored));
        if (read) read->bodies = {{"", "secret"}};
        return read;
    };
    write({tombstone});
    archive::Reindex other(path, archive::Extent::texts, gone);
    while (other.advance()) {
    }
    CHECK(other.changed() == 0);
    CHECK(bodies("secret").empty());
}

TEST_CASE_METHOD(ReindexFixture,
                 "a corrected message is found by what people read of all versions") {
    write({named("> x\nfirst [first]", "m1"), correction("> x\nsecond [second]", "m1", "m2"),
           correction("third", "m1", "m3", 2s)});
    CHECK(bodies("x").size() == 1);
    CHECK(reindex() > 0);
    CHECK(bodies("x").empty());
    for (const auto* word : {"first", "second", "third"}) CHECK(bodies(word).size() == 1);
    CHECK(reindex() == 0);
}

TEST_CASE_METHOD(ReindexFixture,
                 "what is missing in the index is added, and what is hidden leaves it") {
    write({named("lighthouse", "m1"), named("beacon", "m2", 1s), reaction("m1", {"👍"}, 2s)});
    damage("DELETE FROM search_docsize WHERE id = (SELECT max(id) FROM search_docsize)");
    CHECK_THAT(archive::Reader(path).verify().front(), Contains("run 'boswell reindex'"));
    CHECK(reindex() == 1);
    CHECK(bodies("beacon").size() == 1);
}

TEST_CASE_METHOD(ReindexFixture,
                 "a run that was stopped goes on where it was, with what came meanwhile") {
    std::vector<Event> events;
    for (int i = 0; i < 2500; ++i)
        events.emplace_back(named(fmt::format("> q\nnumber {0} [number {0}]", i), "", i * 1s));
    write(events);
    std::int64_t changed = 0;
    {
        archive::Reindex first(path, archive::Extent::texts, read_brackets);
        CHECK(first.advance());
        changed = first.changed();
        CHECK(first.done() < 2500);
    }
    CHECK(rows("SELECT 1 FROM property WHERE name = 'reindexed-until'").size() == 1);
    write({named("> q\nlate [late]", "", 5000s)});
    archive::Reindex second(path, archive::Extent::texts, read_brackets);
    CHECK(second.done() == changed);
    while (second.advance()) {
    }
    CHECK(second.changed() + changed == 2501);
    CHECK(bodies("q").empty());
}

TEST_CASE_METHOD(ReindexFixture, "messages are brought up to date beside a running agent") {
    write({named("> q\none [one]", "m1")});
    archive::Reindex reindex(path, archive::Extent::texts, read_brackets);
    write({named("two", "m2", 1s)});  // by the writer of the fixture, which holds the lock
    while (reindex.advance()) {
    }
    write({correction("three", "m1", "m3", 2s)});
    CHECK(bodies("three").size() == 1);
    CHECK(bodies("q").empty());
}

TEST_CASE_METHOD(ReindexFixture,
                 "a damaged search index is made anew, but not while an agent has it") {
    write({named("lighthouse", "m1")});
    CHECK_THROWS(archive::rebuild_search_index(path));
    writer.reset();
    damage("INSERT INTO search (rowid, text, conversation) VALUES (77, 'ghost', 'c1')");
    CHECK_FALSE(archive::Reader(path).verify().empty());
    archive::rebuild_search_index(path);
    CHECK(bodies("lighthouse").size() == 1);
}
