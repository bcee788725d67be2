// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/guest.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/lock.hpp"
#include "archive/open.hpp"
#include "archive/reader.hpp"
#include "sqlite/transaction.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Guest;
using archive::SharedDatabase;
using Catch::Contains;
using Rows = std::vector<std::string>;

static const Jid room = Jid::of("tea@rooms.example.org");

static Message named(std::string_view body, std::string_view id) {
    auto value = message(body);
    value.message_id = id;
    return value;
}

static Message archived(Message value, std::string_view id) {
    value.via = Via::archive;
    value.stanza_id = StanzaId{std::string(id), alice};
    value.delay = Delay{value.stamp, alice};
    return value;
}

static Presence in_room(std::string_view nick, std::string_view occupant_id) {
    auto value = presence();
    value.from = room.with_resource(nick);
    value.cause = Cause::room;
    value.occupant = Occupant{};
    value.occupant->affiliation = "member";
    value.occupant->role = "participant";
    value.occupant->occupant_id = occupant_id;
    return value;
}

namespace {

/// The agent, and somebody who writes the same kinds of things beside it.
struct GuestFixture : ArchiveFixture {
    Guest guest{archive::open_as_guest(path)};

    ~GuestFixture() { CHECK(archive::Reader(path).verify().empty()); }

    void agent_writes(const Event& event) { write({event}); }
    void guest_writes(const Event& event) {
        guest.transact([&](Guest::Clock::time_point) { guest.tables().write(event); });
    }
    /// The same by both, one after the other, either of them first.
    void both_write(const Event& one, const Event& other) {
        if (agent_first) {
            agent_writes(one);
            guest_writes(other);
        } else {
            guest_writes(one);
            agent_writes(other);
        }
    }
    bool agent_first = true;
};

}  // namespace

TEST_CASE_METHOD(GuestFixture, "two writers in turn make the same new row once") {
    agent_first = GENERATE(true, false);
    SECTION("account, contact and conversation") {
        both_write(message("one"), message("two"));
        CHECK(rows("SELECT jid FROM account") == Rows{"alice@example.org"});
        CHECK(rows("SELECT jid FROM address ORDER BY jid") ==
              Rows{"alice@example.org", "bob@example.net"});
        CHECK(rows("SELECT messages FROM conversation") == Rows{"2"});
        both_write(message("three"), message("four"));
        CHECK(rows("SELECT messages FROM conversation") == Rows{"4"});
    }
    SECTION("resource and caps") {
        auto one = presence("bob@example.net/new");
        one.caps_node = "https://example.net/#1";
        auto other = one;
        other.seen_at += 1s;
        both_write(one, other);
        CHECK(count("resource") == 1);
        CHECK(count("caps") == 1);
    }
    SECTION("occupant") {
        both_write(in_room("Carol", "o1"), in_room("Dave", "o1"));
        CHECK(count("occupant") == 1);
        CHECK(count("presence") == 2);
    }
    SECTION("key") {
        both_write(message_with_id("hello", "s1"), message_with_id("hello", "s1"));
        CHECK(count("message") == 1);
        CHECK(count("message_key") == 1);
        CHECK(count("message_copy") == 2);
    }
    SECTION("room") {
        auto loud = message("one");
        loud.in_room = true;
        loud.type = MessageType::groupchat;
        loud.with = room;
        loud.from = room.with_resource("Carol");
        both_write(loud, loud);
        CHECK(rows("SELECT type, messages FROM conversation") == Rows{"groupchat|2"});
    }
    SECTION("vCard and roster entry") {
        both_write(vcard("Bob"), vcard("Bob"));
        CHECK(count("vcard") == 1);
        both_write(RosterUpdate{alice, some_day, true, {roster_item("bob@example.net")}},
                   RosterUpdate{alice, some_day, true, {roster_item("bob@example.net")}});
        CHECK(count("roster_change") == 1);
    }
}

TEST_CASE_METHOD(GuestFixture, "a provisional message of another writer is found by its copy") {
    agent_first = GENERATE(true, false);
    // Both have seen that nothing is provisional.
    both_write(archived(named("zero", "m0"), "s0"), archived(named("zero", "m0"), "s0"));
    both_write(named("one", "m1"), archived(named("one", "m1"), "s1"));
    both_write(named("two", "m2"), archived(named("two", "m2"), "s2"));
    CHECK(count("message") == 3);
    CHECK(count("provisional") == 0);
    CHECK(rows("SELECT messages FROM conversation") == Rows{"3"});
}

TEST_CASE_METHOD(GuestFixture, "a guest waits its turn, and the agent only a moment") {
    sqlite::Database other(path, sqlite::Access::read_write);
    {
        const sqlite::Transaction held(other, sqlite::Transaction::Kind::write);
        const auto begin = Guest::Clock::now();
        CHECK_THROWS_AS(write({message("one")}), archive::Unavailable);
        CHECK(Guest::Clock::now() - begin >= 40ms);
    }
    write({message("one")});
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(GuestFixture, "beside the agent a guest pauses as long as it took") {
    const auto measure = [&] {
        Guest::Clock::duration work{};
        const auto begin = Guest::Clock::now();
        guest.transact([&](Guest::Clock::time_point deadline) {
            const auto started = Guest::Clock::now();
            CHECK(deadline > started);
            CHECK(deadline - started <= 80ms);
            while (Guest::Clock::now() - started < 60ms) continue;
            work = Guest::Clock::now() - started;
        });
        return Guest::Clock::now() - begin - work;
    };
    CHECK(measure() >= 60ms);
    const auto begin = Guest::Clock::now();
    guest_writes(message("short"));
    CHECK(Guest::Clock::now() - begin >= 20ms);
}

TEST_CASE_METHOD(GuestFixture, "without an agent a guest need not hurry") {
    writer.reset();
    guest.transact([](Guest::Clock::time_point deadline) {
        const auto time = deadline - Guest::Clock::now();
        CHECK(time > 100ms);
        CHECK(time <= 400ms);
    });
}

TEST_CASE_METHOD(GuestFixture, "a guest makes no checkpoint while the agent lives") {
    const auto pages = [&] { return guest.database().integer("PRAGMA wal_autocheckpoint"); };
    guest_writes(message("one"));
    CHECK(pages() == 65536);
    writer.reset();
    guest_writes(message("two"));
    CHECK(pages() == sqlite::Database::usual_checkpoint);
}

TEST_CASE_METHOD(ArchiveFixture, "a guest leaves states, observations and streams as they are") {
    write({connection(ConnectionState::online), ProofOfLife{alice, some_day + 1s},
           StreamState{alice, alice, "id", 7, some_day}});
    const auto states = [&] {
        return std::vector{rows("SELECT * FROM account"), rows("SELECT * FROM observation"),
                           rows("SELECT * FROM stream"), rows("SELECT * FROM room"),
                           rows("SELECT * FROM coverage")};
    };
    const auto before = states();
    const Guest guest{archive::open_as_guest(path)};
    { const archive::Import import(path, archive::Import::Mode::write); }
    CHECK(states() == before);
    write({ProofOfLife{alice, some_day + 2s}});
    CHECK(rows("SELECT until - since, ended FROM observation") == Rows{"2000|-"});
}
