// SPDX-License-Identifier: GPL-3.0-or-later
// Of Pairing: what a store of messages sends once more.
#include "archive/fixture.hpp"
#include "archive/write/pairing.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

static const Time login = some_day + 1h;

static Message said(std::string_view body, std::string_view id, Time stamp = some_day) {
    auto value = message(body, stamp);
    value.message_id = id;
    return value;
}

/// The message as the server sends it at the n-th login from its offline storage.
static Message offline(Message message, int n) {
    message.via = Via::offline;
    message.delay = Delay{message.stamp, alice.domain()};
    message.delivery_began = login + std::chrono::minutes(n);
    message.received_at = message.delivery_began + 1s;
    return message;
}

/// The message as the server's archive gives it at the n-th login.
static Message archived(Message message, std::string_view stanza_id, int n) {
    message = offline(std::move(message), n);
    message.via = Via::archive;
    message.delay->by = alice;
    message.stanza_id = StanzaId{std::string(stanza_id), alice};
    return message;
}

TEST_CASE_METHOD(ArchiveFixture, "an offline message that is delivered again is one message") {
    const auto id = GENERATE("m1", "");
    const auto value = offline(said("hello", id), 0);
    write({value});
    write({offline(said("hello", id), 1), offline(said("good night", id), 1)});
    write({offline(said("hello", id), 2), offline(said("good night", id), 2)});
    CHECK(rows("SELECT body FROM message ORDER BY body") == Rows{"good night", "hello"});
}

TEST_CASE_METHOD(ArchiveFixture, "so is one that first came live, then offline at two logins") {
    write({said("hello", "m1", some_day - 4s)});
    for (const int n : {0, 1}) write({offline(said("hello", "m1"), n)});
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "two equal texts of one delivery stay two, delivered again too") {
    for (const int n : {0, 1, 2}) write({offline(said("ok", ""), n), offline(said("ok", ""), n)});
    CHECK(count("message") == 2);
    CHECK(rows("SELECT count(*) FROM message_copy GROUP BY message_id") == Rows{"3", "3"});
}

TEST_CASE_METHOD(ArchiveFixture, "offline messages with other stamps are other messages") {
    const auto id = GENERATE("same", "");
    write({offline(said("ok", id), 0)});
    write({offline(said("ok", id, some_day + 1s), 1)});
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "an archive that is renumbered has the same messages") {
    const auto id = GENERATE("m", "");
    std::vector<Event> before;
    std::vector<Event> after;
    for (int i = 0; i < 20; ++i) {
        const auto number = std::to_string(i % 4);  // some texts repeat
        const auto value = said("text " + number, *id ? id + number : "", some_day + i * 1min);
        before.push_back(archived(value, "old" + std::to_string(i), 0));
        after.push_back(archived(value, std::to_string(i), 1));
    }
    write(before);
    write(after);
    CHECK(count("message") == 20);
    CHECK(rows("SELECT DISTINCT count(DISTINCT stanza_id) FROM message_copy GROUP BY message_id") ==
          Rows{"2"});
    write(after);
    CHECK(count("message") == 20);
}

TEST_CASE_METHOD(ArchiveFixture, "a renumbered archive that keeps whole seconds only is the same") {
    write({archived(said("hello", "m1"), "old", 0)});
    write({archived(said("hello", "m1", floor<std::chrono::seconds>(some_day)), "new", 1)});
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "an archive whose ids begin again has other messages") {
    const auto id = GENERATE("1", "");
    const auto first = archived(said("ok", id), "1", 0);
    const auto second = archived(said("ok", id, some_day + 72h), "1", 1);
    for (const auto& value : {first, second, second, first}) write({value});
    CHECK(rows("SELECT stamp FROM message ORDER BY stamp").size() == 2);
    CHECK(count("message_copy") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "what came live by a wrong clock is in the archive once") {
    auto live = said("ok", "", some_day - 72h);
    live.stanza_id = StanzaId{"1", alice};
    write({live});
    write({archived(said("ok", ""), "1", 0)});
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "a stanza that the server archived twice is one message") {
    write({archived(said("hello", "m1"), "s1", 0), archived(said("hello", "m1"), "s2", 0)});
    write({archived(said("hello", "m1", some_day + 20ms), "s3", 0)});
    CHECK(count("message") == 1);
    CHECK(rows("SELECT joined_by FROM message_copy ORDER BY id") ==
          Rows{"first", "same-id", "same-id"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "what the archive has twice with different times or texts is two") {
    write({archived(said("hello", "m1"), "s1", 0)});
    SECTION("a second later") { write({archived(said("hello", "m1", some_day + 1s), "s2", 0)}); }
    SECTION("another text") { write({archived(said("Hello", "m1"), "s2", 0)}); }
    SECTION("no id, in one session") {
        write({archived(said("ok", ""), "s2", 0), archived(said("ok", ""), "s3", 0)});
        CHECK(count("message") == 3);
        return;
    }
    SECTION("live, with an id of its own") {
        auto live = said("hello", "m1");
        live.stanza_id = StanzaId{"s2", alice};
        write({live});
    }
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "an archive that begins at one again has other messages") {
    for (int i = 1; i < 4; ++i)
        write({archived(said("old " + std::to_string(i), "o" + std::to_string(i)),
                        std::to_string(i), 0)});
    for (int i = 1; i < 4; ++i)
        write({archived(said("new " + std::to_string(i), "n" + std::to_string(i), some_day + 24h),
                        std::to_string(i), 30 * 60)});
    CHECK(count("message") == 6);
}
