// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms that let nobody in without a password.
#include "xmpp/session/room.hpp"

#include "xmpp/support/fake_room.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;

static xmpp::RoomOptions locked() {
    xmpp::RoomOptions options;
    options.password = "open <sesame>";
    return options;
}

TEST_CASE("a password is sent with each entry, also after a kick") {
    FakeRoom room(locked());
    room.rooms->enter();
    room.can();
    const auto password = Contains("<password>open &lt;sesame&gt;</password>");
    CHECK_THAT(room.heard().front(), password);
    room.lets_in();
    room.throws_out("<status code='307'/>");
    room.wait(30s);
    room.can();
    CHECK_THAT(room.heard().front(), password);
}

TEST_CASE("a password that is refused is said to be, and given again after an hour only") {
    FakeRoom room(locked());
    room.rooms->enter();
    room.can();
    room.says(
        "<presence from='tea@rooms.example.org/Alice' type='error'><error type='auth'>"
        "<not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>not open &lt;sesame&gt;</text>"
        "</error></presence>");
    const auto change = room.changes().back();
    CHECK(change.state == RoomState::failed);
    CHECK(change.reason == "the room refuses the password (not [secret])");
    CHECK(change.nickname == "Alice");
    room.asked.clear();
    room.wait(59min);
    CHECK(room.asked.empty());
    room.wait(1min);
    CHECK(room.asked.size() == 1);
}

TEST_CASE("a room whose password cannot be read is not entered, and says why") {
    xmpp::RoomOptions options;
    options.fault = "cannot read /etc/tea: Permission denied";
    FakeRoom room(options);
    room.rooms->enter();
    CHECK(room.asked.empty());
    CHECK(room.changes().back().state == RoomState::failed);
    CHECK(room.changes().back().reason == options.fault);
    CHECK(room.rooms->idle());
}
