// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/live_delivery.hpp"

#include "base/error.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static Message to_bare_jid(int number, Via via) {
    auto value = message("hello");
    value.to = value.account;
    value.stanza_id = StanzaId{"a" + std::to_string(number), value.account};
    value.via = via;
    return value;
}

namespace {
struct Server {
    xmpp::LiveDelivery delivery;
    int number = 0;

    Server() { delivery.begin(some_day); }
    void archives(const Message& message) { delivery.see(message); }
    void delivers(int messages) {
        for (int i = 0; i < messages; ++i, ++number) {
            delivery.see(to_bare_jid(number, Via::carbon));
            archives(to_bare_jid(number, Via::archive));
        }
    }
};
}  // namespace

TEST_CASE("live delivery is shown by a hundred messages in a row that came both ways") {
    Server server;
    server.delivers(99);
    CHECK_FALSE(server.delivery.is_shown());
    server.delivers(1);
    CHECK(server.delivery.is_shown());
}

TEST_CASE("one message that only the archive has breaks the row") {
    Server server;
    server.delivers(99);
    server.archives(to_bare_jid(1000, Via::archive));
    server.delivers(99);
    CHECK_FALSE(server.delivery.is_shown());
    server.delivers(1);
    CHECK(server.delivery.is_shown());
    server.archives(to_bare_jid(1001, Via::archive));
    CHECK_FALSE(server.delivery.is_shown());
}

TEST_CASE("what could not come live, or comes live in any case, shows nothing") {
    Server server;
    server.delivers(99);
    auto before = to_bare_jid(1000, Via::archive);
    auto value = before;
    SECTION("said before we were online") { value.stamp -= 1ms; }
    SECTION("sent to our full JID") { value.to = value.account.with_resource("boswell"); }
    SECTION("our own") { value.direction = Direction::out; }
    SECTION("said in a room") { value.in_room = true; }
    SECTION("of another archive") { value.stanza_id->by = Jid::of("tea@rooms.example.org"); }
    SECTION("without an id") { value.stanza_id.reset(); }
    server.archives(value);
    CHECK_FALSE(server.delivery.is_shown());
    server.delivers(1);
    CHECK(server.delivery.is_shown());
}

TEST_CASE("only the latest thousand ids are remembered") {
    Server server;
    server.delivers(100);
    for (int number = 100; number < 1100; ++number)
        server.delivery.see(to_bare_jid(number, Via::stream));
    server.archives(to_bare_jid(100, Via::archive));
    CHECK(server.delivery.is_shown());
    server.archives(to_bare_jid(99, Via::archive));
    CHECK_FALSE(server.delivery.is_shown());
}

TEST_CASE("what came while another resource was online shows nothing") {
    Server server;
    server.delivers(99);
    server.delivery.see(presence("alice@example.org/phone"));
    server.delivers(1);
    CHECK_FALSE(server.delivery.is_shown());
    auto gone = presence("alice@example.org/phone");
    gone.type = PresenceType::unavailable;
    server.delivery.see(gone);
    server.delivers(99);
    server.delivery.see(presence("bob@example.net/phone"));
    CHECK_FALSE(server.delivery.is_shown());
    server.delivers(1);
    CHECK(server.delivery.is_shown());
}

TEST_CASE("nothing is shown where it is not told who else is online") {
    Server server;
    server.delivery = {};
    server.delivers(200);
    CHECK_FALSE(server.delivery.is_shown());
}

TEST_CASE("a message to the bare address that came live shows that some do") {
    xmpp::LiveDelivery delivery;
    auto value = message("hello", some_day + 1min);
    value.to = value.account;
    value.via = GENERATE(Via::carbon, Via::stream);
    delivery.see(value);
    CHECK_FALSE(delivery.has_come());  // it is not told who else is online
    delivery.begin(some_day);
    SECTION("though no archive keeps it") {
        delivery.see(value);
        CHECK(delivery.has_come());
        CHECK_FALSE(delivery.is_shown());
        return;
    }
    SECTION("but not while it may not be told yet who else is online") {
        value.received_at = some_day + 9s;
    }
    SECTION("nor while another resource is") { delivery.see(presence("alice@example.org/phone")); }
    SECTION("nor if it is to our full JID") { value.to = value.account.with_resource("boswell"); }
    SECTION("nor if the archive gave it") { value.via = Via::archive; }
    SECTION("nor if it is our own") { value.direction = Direction::out; }
    delivery.see(value);
    CHECK_FALSE(delivery.has_come());
}
