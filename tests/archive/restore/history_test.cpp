// SPDX-License-Identifier: GPL-3.0-or-later
// Records of other programs' histories, which have whole seconds and few columns.
#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;
using archive::Origin;
using Rows = std::vector<std::string>;

static const Time second = std::chrono::floor<std::chrono::seconds>(some_day);
static const Time much_later = some_day + 24h * 300;

/// What a client that keeps text and time writes down of a message of Bob's.
static MessageRecord logged(std::string_view body, Time stamp = second) {
    MessageRecord record;
    record.account = alice;
    record.with = bob;
    record.from = bob;
    record.to = alice;
    record.type = MessageType::chat;
    record.stamp = stamp;
    record.received_at = much_later;
    record.body = body;
    return record;
}

static Message live(std::string_view body, Time stamp = some_day) {
    auto value = message(body, stamp);
    value.message_id = "m" + std::to_string(to_milliseconds(stamp));
    value.thread = "t1";
    return value;
}

namespace {

struct HistoryFixture : ArchiveFixture {
    ~HistoryFixture() { CHECK(archive::Reader(path).verify().empty()); }

    archive::ImportCounts import(const std::vector<Record>& records) const {
        Import import(path, Import::Mode::write);
        import.begin_file(Origin::history);
        import.add(records);
        return import.counts();
    }
    std::string ways() const {
        return rows("SELECT group_concat(via, ' ') FROM message_copy").front();
    }
};

}  // namespace

TEST_CASE_METHOD(HistoryFixture,
                 "what came live and was logged is one message, told in both ways") {
    write({live("hello")});
    CHECK(import({logged("hello")}).messages == 0);
    CHECK(ways() == "stream import");
    CHECK(import({logged("hello")}).known == 1);
    CHECK(ways() == "stream import");
    CHECK(rows("SELECT thread FROM message") == Rows{"t1"});
}

TEST_CASE_METHOD(HistoryFixture,
                 "a history that is imported twice adds nothing, equal texts stay") {
    const std::vector<Record> file{logged("ok"), logged("ok"), logged("ok", second + 1s),
                                   logged("no", second + 1s)};
    CHECK(import(file).messages == 4);
    CHECK(import(file).messages == 0);
    CHECK(count("message") == 4);
}

TEST_CASE_METHOD(HistoryFixture, "of equal texts each record finds the nearest message") {
    write({live("ok", second + 200ms), live("ok", second + 1900ms)});
    CHECK(import({logged("ok", second + 1s), logged("ok", second)}).messages == 0);
    CHECK(
        import({logged("ok", second), logged("ok", second), logged("ok", second + 1s)}).messages ==
        1);
}

TEST_CASE_METHOD(HistoryFixture, "of any number of messages of one second none comes twice") {
    std::vector<Record> records;
    for (int i = 0; i < 1500; ++i)
        records.emplace_back(logged(i % 50 != 0 ? fmt::format("line {}", i) : "again"));
    CHECK(import(records).messages == 1500);
    const auto again = import(records);
    CHECK(again.messages == 0);
    CHECK(again.known == 1500);
    records.emplace_back(logged("again"));
    CHECK(import(records).messages == 1);
}

TEST_CASE_METHOD(HistoryFixture, "another text, time, sender or direction is another message") {
    write({live("hello")});
    auto sent = logged("hello");
    sent.direction = Direction::out;
    std::swap(sent.from, sent.to);
    CHECK(import({sent, logged("hello", second + 4s), logged("hullo")}).messages == 3);
}

TEST_CASE_METHOD(HistoryFixture, "with the sender's id a day of delay is the same message") {
    write({live("hello")});
    auto record = logged("hello", some_day + 23h);
    record.message_id = "m" + std::to_string(to_milliseconds(some_day));
    CHECK(import({record}).messages == 0);
    record.message_id = "other";
    record.stamp = some_day;
    CHECK(import({record}).messages == 1);
}

TEST_CASE_METHOD(HistoryFixture,
                 "what the server's archive brings later is joined with the history") {
    CHECK(import({logged("hello"), logged("ok"), logged("ok", second + 3s)}).messages == 3);
    restart();
    const auto archived = [](std::string_view body, Time stamp) {
        auto copy = live(body, stamp);
        copy.via = Via::archive;
        copy.stanza_id = StanzaId{"s" + std::to_string(to_milliseconds(stamp)), alice};
        copy.delay = Delay{stamp, alice};
        copy.received_at = much_later + 1h;
        return copy;
    };
    write({archived("hello", some_day), archived("ok", some_day + 100ms),
           archived("ok", some_day + 3s), archived("ok", some_day + 4s)});
    CHECK(count("message") == 4);
    CHECK(rows("SELECT count(*) FROM message WHERE message_id IS NOT NULL") == Rows{"4"});
    CHECK(import({logged("hello"), logged("ok"), logged("ok", second + 3s)}).messages == 0);
}

TEST_CASE_METHOD(HistoryFixture,
                 "what a history had decrypted is read when the server's copy comes") {
    auto record = logged("the key is under the mat");
    record.message_id = "m1";
    CHECK(import({record}).messages == 1);
    restart();
    auto secret = message_with_id("I sent you an encrypted message", "s1");
    secret.message_id = "m1";
    secret.encryption = "urn:xmpp:omemo:2";
    secret.via = Via::archive;
    write({secret});
    CHECK(rows("SELECT body, shown, encryption FROM message") ==
          Rows{"the key is under the mat|the key is under the mat|urn:xmpp:omemo:2"});
    CHECK(import({record}).messages == 0);
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(HistoryFixture, "a correction that a history wrote over the text comes once") {
    auto record = logged("hello");
    record.versions = {{second, "helo", 0, ""}, {second, "hello", 0, ""}};
    auto correction = live("hello", some_day + 5s);
    correction.annotation = Annotation{.kind = AnnotationKind::correction,
                                       .named_id = "m" + std::to_string(to_milliseconds(some_day))};
    const bool was_here = GENERATE(true, false);
    if (was_here) write({live("helo"), correction});
    CHECK(import({record}).messages == (was_here ? 0 : 1));
    CHECK(import({record}).known == 1);
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(HistoryFixture, "presence is known if it was seen within two seconds") {
    auto seen = presence();
    seen.show = Show::away;
    seen.status = "lunch";
    write({seen});
    PresenceRecord record;
    record.account = alice;
    record.contact = bob;
    record.show = Show::away;
    record.status = "lunch";
    record.stamp = record.seen_at = second;
    CHECK(import({record}).presences == 0);
    record.status = "tea";
    CHECK(import({record}).presences == 1);
    CHECK(import({record}).presences == 0);
}

TEST_CASE_METHOD(HistoryFixture,
                 "occupants of a room who come at once stay two, and so do repeats") {
    PresenceRecord carol;
    carol.account = alice;
    carol.contact = Jid::of("tea@rooms.example.org");
    carol.resource = "carol";
    carol.cause = Cause::room;
    carol.stamp = carol.seen_at = second;
    auto dave = carol;
    dave.resource = "dave";
    auto gone = carol;
    gone.type = PresenceType::unavailable;
    gone.stamp = gone.seen_at = second + 1s;
    auto back = carol;
    back.stamp = back.seen_at = second + 2s;
    CHECK(import({carol, dave, gone, back}).presences == 4);
    CHECK(import({carol, dave, gone, back}).presences == 0);
}
