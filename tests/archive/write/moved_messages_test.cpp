// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/moved_messages.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "query/parse.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

/// When the message really was sent; the clock of the machine was ten hours behind.
static const Time sent = some_day + 10h;

/// The copy that the archive of Alice's server has.
static Message archived(std::string_view body, std::string_view id, Time stamp = sent) {
    auto copy = message_with_id(body, id, stamp);
    copy.via = Via::archive;
    copy.received_at = stamp + 1min;
    copy.delay = Delay{.stamp = stamp, .by = alice};
    return copy;
}

namespace {
struct MovedFixture : ArchiveFixture {
    std::optional<MessageRecord> find(std::int64_t id) const {
        return archive::Reader(path).find_message(id);
    }
    std::vector<std::string> found(const std::string& words, Time since, Time until) const {
        const archive::Reader reader(path);
        query::Query query;
        const auto range = fmt::format("date:{}..{}", to_rfc3339(since), to_rfc3339(until));
        query.where =
            query::parse(words + " " + range, {.now = until, .zone = TimeZone::named("UTC")});
        std::vector<std::string> bodies;
        reader.for_each_message(query, [&](const MessageRecord& record) {
            bodies.push_back(record.body);
            return true;
        });
        return bodies;
    }
    std::int64_t only_id() const { return std::stoll(rows("SELECT id FROM message").front()); }
    Rows faults() const { return archive::Reader(path).verify(); }
};
}  // namespace

TEST_CASE_METHOD(MovedFixture, "a message that a wrong clock has dated moves to its true time") {
    write({message_with_id("hello", "s1")});
    const auto old_id = only_id();
    write({archived("hello", "s1")});
    const auto id = only_id();
    CHECK(id == archive::MessageIds::preferred(sent));
    CHECK(found("hello", sent - 1s, sent + 1s) == Rows{"hello"});
    CHECK(found("hello", some_day - 1s, some_day + 1s).empty());
    REQUIRE(find(old_id));
    CHECK(find(old_id)->id == id);
    CHECK(find(old_id)->stamp == sent);
    CHECK(find(old_id)->received_at == some_day);
    CHECK(archive::Reader(path).copies(old_id).size() == 2);
    CHECK(found("id:" + std::to_string(old_id), some_day, sent + 1s) == Rows{"hello"});
    CHECK(rows("SELECT first_stamp = last_stamp, messages FROM conversation") == Rows{"1|1"});
    CHECK(faults().empty());
}

TEST_CASE_METHOD(MovedFixture, "a message and its copy may come in one transaction") {
    write({message_with_id("hello", "s1"), archived("hello", "s1"), archived("hello", "s1")});
    CHECK(only_id() == archive::MessageIds::preferred(sent));
    CHECK(found("hello", sent - 1s, sent + 1s) == Rows{"hello"});
    CHECK(count("moved_message") == 1);
    CHECK(faults().empty());
}

TEST_CASE_METHOD(MovedFixture, "a stamp that is corrected by less than an hour keeps its id") {
    write({message_with_id("hello", "s1")});
    const auto id = only_id();
    write({archived("hello", "s1", some_day - 59min)});
    CHECK(only_id() == id);
    CHECK(find(id)->stamp == some_day - 59min);
    CHECK(found("hello", some_day - 60min, some_day - 58min) == Rows{"hello"});
    CHECK(faults().empty());
}

TEST_CASE_METHOD(MovedFixture, "where the clocks agree, our own one has dated the message") {
    write({message_with_id("hello", "s1")});
    write({archived("hello", "s1", some_day - 5s)});
    CHECK(find(only_id())->stamp == some_day);
}

TEST_CASE_METHOD(MovedFixture, "a date that the sender has claimed is not corrected") {
    auto dated = message_with_id("hello", "s1", some_day - 48h);
    dated.received_at = some_day;
    dated.delay = Delay{.stamp = dated.stamp, .by = bob};
    write({dated, archived("hello", "s1")});
    CHECK(find(only_id())->stamp == some_day - 48h);
}

TEST_CASE_METHOD(MovedFixture, "nobody but the archive of the own server corrects a stamp") {
    write({message_with_id("hello", "s1")});
    auto by_bob = archived("hello", "s1");
    by_bob.delay->by = bob;
    auto live = archived("hello", "s1");
    live.via = Via::offline;
    write({by_bob, live});
    CHECK(find(only_id())->stamp == some_day);
}

TEST_CASE_METHOD(MovedFixture, "an id that a message had before is given to no other message") {
    write({message_with_id("hello", "s1"), archived("hello", "s1")});
    write({message_with_id("another", "s2")});
    const auto old_id = archive::MessageIds::preferred(some_day);
    CHECK(find(old_id)->body == "hello");
    CHECK(found("another", some_day - 1s, some_day + 1s) == Rows{"another"});
    // The one takes the place of the other, twice.
    write({archived("another", "s2", sent)});
    CHECK(find(old_id)->body == "hello");
    CHECK(find(old_id + 1)->body == "another");
    CHECK(faults().empty());
}

TEST_CASE_METHOD(MovedFixture, "all that belongs to a message goes with it") {
    auto full = message_with_id("hello", "s1");
    full.message_id = "m1";
    full.bodies = {{"", "hello"}, {"de", "hallo"}};
    full.attachments = {{.url = "https://example.net/a.png"}};
    auto correction = message_with_id("hullo", "s2", some_day + 1s);
    correction.message_id = "m2";
    correction.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "m1"};
    auto note = message("unkept", some_day + 2s);
    note.message_id = "m3";
    write({full, correction, note});
    const auto old_id = archive::MessageIds::preferred(some_day);
    full.via = correction.via = note.via = Via::archive;
    note.stanza_id = StanzaId{"s3", alice};
    for (auto* copy : {&full, &correction, &note})
        copy->delay = Delay{.stamp = copy->stamp + 10h, .by = alice};
    note.stamp += 10h;
    write({full});
    CHECK(faults().empty());
    CHECK(rows("PRAGMA foreign_key_check").empty());
    const auto moved = find(old_id);
    REQUIRE(moved);
    CHECK(moved->body == "hullo");
    CHECK(rows(fmt::format("SELECT lang FROM message_body WHERE message_id = {}", moved->id)) ==
          Rows{"", "de"});
    CHECK(moved->attachments.size() == 1);
    CHECK(moved->versions.size() == 2);
    CHECK(found("hallo", sent - 1s, sent + 1s) == Rows{"hullo"});
    CHECK(found("hullo", sent - 1s, sent + 1s) == Rows{"hullo"});
    write({correction, note});
    CHECK(faults().empty());
    CHECK(found("hullo", sent - 1s, sent + 1s) == Rows{"hullo"});
    CHECK(find(old_id)->versions.size() == 2);
    CHECK(rows("SELECT via FROM message_copy WHERE stanza_id = 's1' ORDER BY id") ==
          Rows{"stream", "archive"});
}

TEST_CASE_METHOD(MovedFixture, "every table that refers to messages is known to what moves them") {
    CHECK(rows("SELECT owner.name || '.' || \"from\" FROM sqlite_schema AS owner, "
               "pragma_foreign_key_list(owner.name) AS key "
               "WHERE owner.type = 'table' AND key.\"table\" = 'message' ORDER BY 1") ==
          Rows{"annotation.message_id", "annotation.target_id", "attachment.message_id",
               "imported_message.message_id", "link_preview.message_id", "local_time.message_id",
               "mention.message_id", "message_body.message_id", "message_copy.message_id",
               "message_key.message_id", "moved_message.message_id", "omemo_message.message_id",
               "provisional.message_id"});
}

TEST_CASE_METHOD(MovedFixture, "what a batch that failed would have moved stays where it was") {
    write({message_with_id("hello", "s1")});
    CHECK_THROWS(write({archived("hello", "s1"), ProofOfLife{}}));  // names no account
    CHECK(only_id() == archive::MessageIds::preferred(some_day));
    write({message("another", some_day + 1s)});
    CHECK(find(archive::MessageIds::preferred(some_day))->stamp == some_day);
    CHECK(faults().empty());
}

TEST_CASE("every message is found by a date range around its stamp, wherever the clock stood") {
    CHECK(rc::check([] {
        MovedFixture archive;
        const auto count = *rc::gen::inRange(1, 12);
        for (int i = 0; i < count; ++i) {
            const auto id = std::to_string(i);
            const auto wrong = some_day + milliseconds(*rc::gen::inRange(0, 3)) -
                               *rc::gen::element<milliseconds>(0s, 4s, 50min, 61min, 24h * 9'000);
            const auto right = some_day + milliseconds(*rc::gen::inRange(0, 3));
            archive.write({message_with_id("word" + id, id, wrong)});
            if (*rc::gen::inRange(0, 4) > 0) archive.write({archived("word" + id, id, right)});
        }
        std::vector<std::pair<std::string, Time>> all;
        const archive::Reader reader(archive.path);
        reader.for_each_message({}, [&](const MessageRecord& record) {
            all.emplace_back(record.body, record.stamp);
            return true;
        });
        RC_ASSERT(all.size() == static_cast<std::size_t>(count));
        for (const auto& [body, stamp] : all)
            RC_ASSERT(archive.found(body, stamp - 1ms, stamp + 1ms) == Rows{body});
        RC_ASSERT(archive.faults().empty());
    }));
}
