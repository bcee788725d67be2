// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/split.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::split_copy;
using Catch::Matchers::Contains;
using Rows = std::vector<std::string>;

static Message archived(Message message, std::string_view id) {
    message.via = Via::archive;
    message.stanza_id = StanzaId{std::string(id), alice};
    message.delay = Delay{message.stamp, alice};
    return message;
}

/// Messages with the ways of their copies.
static Rows messages(const ArchiveFixture& archive) {
    return archive.rows(
        "SELECT body || ' ' || group_concat(via, ' ') FROM message "
        "JOIN message_copy ON message_copy.message_id = message.id GROUP BY message.id ORDER BY "
        "message.id");
}

TEST_CASE_METHOD(ArchiveFixture, "a copy that is split is a message of its own, and stays one") {
    const auto value = message("hello");
    auto carbon = archived(value, "s1");
    carbon.via = Via::carbon;
    write({value, archived(value, "s1"), carbon});
    REQUIRE(count("message") == 1);
    const auto id = split_copy(path, 2);
    const Rows apart = {"hello stream", "hello archive carbon"};
    CHECK(messages(*this) == apart);
    CHECK(rows("SELECT messages FROM conversation") == Rows{"2"});
    CHECK(rows("SELECT count(*) FROM search WHERE search MATCH 'hello'") == Rows{"2"});

    SECTION("when the archive is fetched again") {
        write({archived(value, "s1")});
        CHECK(messages(*this) == Rows{"hello stream", "hello archive carbon"});
    }
    SECTION("when the server gives new ids to the same messages") {
        write({archived(value, "t1")});
        CHECK(count("message") == 3);
    }
    SECTION("when the agent starts again") {
        restart();
        write({archived(value, "s1")});
        CHECK(count("message") == 2);
    }
    CHECK(rows("SELECT DISTINCT message_id FROM message_copy WHERE stanza_id = 's1'") ==
          Rows{std::to_string(id)});
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE_METHOD(ArchiveFixture, "a joined note to oneself can be split, and stays two") {
    auto note = message("buy milk");
    note.direction = Direction::out;
    note.with = note.to = alice;
    note.from = Jid::of("alice@example.org/phone");
    note.message_id = "m1";
    write({archived(note, "sent"), archived(note, "received")});
    REQUIRE(rows("SELECT joined_by FROM message_copy") == Rows{"first", "to-self"});
    const auto id = split_copy(path, 2);
    const Rows apart = {"buy milk archive", "buy milk archive"};
    CHECK(messages(*this) == apart);
    write({archived(note, "sent"), archived(note, "received")});
    restart();
    write({archived(note, "received"), archived(note, "sent")});
    CHECK(messages(*this) == apart);
    CHECK(rows("SELECT stanza_id FROM message_copy WHERE message_id = " + std::to_string(id)) ==
          Rows{"received"});
    CHECK(archive::Reader(path).verify().empty());
    CHECK_THROWS_WITH(split_copy(path, 2), Contains("was not joined to anything"));
}

TEST_CASE_METHOD(ArchiveFixture, "a live copy is split from what the archive had") {
    const auto value = message("hello");
    write({archived(value, "s1")});
    write({value});
    REQUIRE(count("message") == 1);
    split_copy(path, 2);
    write({archived(value, "s1")});
    CHECK(messages(*this) == Rows{"hello archive", "hello stream"});
    write({value});
    CHECK(count("message") == 3);
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE_METHOD(ArchiveFixture, "what the agent remembers stays right when something is split") {
    const auto value = message("hello");
    write({value, archived(value, "s1")});
    split_copy(path, 2);
    // The same writer goes on: its next message has the id that the split one would have taken.
    write({message("next"), message("hello"), message_with_id("last", "s9")});
    CHECK(count("message") == 5);
    CHECK(rows("SELECT messages FROM conversation") == Rows{"5"});
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE_METHOD(ArchiveFixture, "only what was joined by guessing can be split") {
    const auto with_id = message_with_id("sure", "s1");
    write({with_id, with_id});
    const auto id = rows("SELECT id FROM message").front();
    CHECK_THROWS_WITH(split_copy(path, 1), Contains("was not joined to anything"));
    CHECK_THROWS_WITH(split_copy(path, 2), Contains("it is the same message"));
    CHECK_THROWS_WITH(split_copy(path, 3), Contains("there is no copy 3"));
    CHECK_THROWS_WITH(split_copy(path, std::stoll(id)), Contains("is a message"));
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "texts in several languages are split with their message") {
    auto value = message("");
    value.bodies = {{"en", "cat"}, {"de", "Katze"}};
    write({value, archived(value, "s1")});
    const auto id = split_copy(path, 2);
    CHECK(rows("SELECT lang, body FROM message_body WHERE message_id = " + std::to_string(id)) ==
          Rows{"de|Katze", "en|cat"});
    CHECK(rows("SELECT count(*) FROM search WHERE search MATCH 'katze'") == Rows{"2"});
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE_METHOD(ArchiveFixture, "both messages are found by what they say of pages and files") {
    auto value = message("see");
    value.previews = {{.url = "https://c/page", .title = "Timetable"}};
    value.attachments = {{.url = "https://c/1.jpg", .caption = "the harbour"}};
    write({value, archived(value, "s1")});
    split_copy(path, 2);
    for (const std::string word : {"timetable", "harbour"})
        CHECK(rows("SELECT count(*) FROM search WHERE search MATCH '" + word + "'") == Rows{"2"});
    CHECK(archive::Reader(path).verify().empty());
}
