// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms that the account's own clients have bookmarked.
#include "xmpp/session/rooms.hpp"

#include "xmpp/support/fake_room.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;
using stanza::RoomBookmark;

static const Jid tea = Jid::of("tea@rooms.example.org");

namespace {

/// A session that follows bookmarks, and is told to be in no room.
struct Follower : FakeRoom {
    Follower() {
        options.rooms.clear();
        options.follow_bookmarks = true;
        context.rooms.clear();
        begin();
        rooms->enter();
    }
    void told(std::vector<RoomBookmark> bookmarks, bool all = true) {
        rooms->follow({std::move(bookmarks), all});
    }
    RoomState state() const { return changes().back().state; }
};

}  // namespace

static RoomBookmark bookmark(bool autojoin, const std::string& password = "",
                             const Jid& room = tea) {
    return {.bookmark = {.room = room,
                         .name = {},
                         .nickname = "Alice",
                         .autojoin = autojoin,
                         .has_password = !password.empty()},
            .password = password};
}

TEST_CASE("a room that is bookmarked for it is entered, with its nickname and password") {
    Follower room;
    room.told({bookmark(true, "sesame")});
    REQUIRE(room.asked.size() == 1);
    room.can();
    const auto sent = room.heard();
    REQUIRE(sent.size() == 1);
    CHECK_THAT(sent[0], Contains("to='tea@rooms.example.org/Alice'") &&
                            Contains("<password>sesame</password>"));
    room.lets_in();
    CHECK(room.state() == RoomState::joined);
    room.told({bookmark(true, "sesame")});
    CHECK(room.asked.empty());
    CHECK(room.heard().empty());
}

TEST_CASE("bookmarks are followed only if the configuration says so") {
    Follower room;
    room.options.follow_bookmarks = false;
    room.told({bookmark(true)});
    CHECK(room.asked.empty());
}

TEST_CASE("a bookmark that is not to be entered is not") {
    Follower room;
    auto removed = bookmark(true);
    removed.bookmark.removed = true;
    room.told({bookmark(false)});
    room.told({removed}, false);
    CHECK(room.asked.empty());
}

TEST_CASE("a room is left for good when its bookmark goes or no longer says that it is wanted") {
    Follower room;
    room.told({bookmark(true, "sesame")});
    room.can();
    room.lets_in();
    room.heard();
    SECTION("the mark goes") { room.told({bookmark(false)}, false); }
    SECTION("the bookmark is taken back") {
        auto removed = bookmark(true);
        removed.bookmark.removed = true;
        room.told({removed}, false);
    }
    SECTION("it is not among all of them") { room.told({}); }
    const auto sent = room.heard();
    REQUIRE(sent.size() == 1);
    CHECK_THAT(sent[0], Contains("type='unavailable'"));
    CHECK(room.state() == RoomState::left);
    CHECK(room.changes().back().seen_until);
    CHECK(room.rooms->idle());
    room.shows("Alice", "<status code='110'/>", "type='unavailable'");
    room.wait(2h);
    CHECK(room.asked.empty());
    CHECK(room.heard().empty());
    CHECK(room.state() == RoomState::left);

    room.told({bookmark(true)}, false);
    REQUIRE(room.asked.size() == 1);
    room.can();
    CHECK_THAT(room.heard().at(0), !Contains("password"));
}

TEST_CASE("other bookmarks than those that are told stay as they are") {
    Follower room;
    room.told({bookmark(true)});
    room.can();
    room.lets_in();
    room.told({bookmark(false, "", Jid::of("chess@rooms.example.org"))}, false);
    CHECK(room.state() == RoomState::joined);
}

TEST_CASE("a room of the configuration stays as that says, whatever its bookmark says") {
    FakeRoom room;
    room.options.follow_bookmarks = true;
    room.begin();
    room.rooms->enter();
    room.can();
    room.lets_in();
    room.heard();
    room.rooms->follow({{bookmark(false)}, true});
    room.rooms->follow({{}, true});
    CHECK(room.heard().empty());
    CHECK(room.changes().back().state == RoomState::joined);
}

TEST_CASE("at most a hundred bookmarks are followed") {
    Follower room;
    std::vector<RoomBookmark> many;
    for (int i = 0; i < 150; ++i)
        many.push_back(bookmark(true, "", Jid::of(std::to_string(i) + "@rooms.example.org")));
    room.told(many);
    CHECK(room.asked.size() == 100);
    CHECK(room.context.rooms.size() == 100);
}

TEST_CASE(
    "on a resumed stream a room that was followed is still ours, until it is told otherwise") {
    Follower room;
    room.options.resume =
        StreamState{.account = room.options.account, .jid = room.options.account, .id = "x"};
    room.options.earlier_rooms = {
        {.room = tea, .nickname = "Alice", .joined = true, .current_nickname = "Alice"},
        {.room = Jid::of("left@rooms.example.org"), .nickname = "Alice"}};
    room.begin();
    CHECK(room.context.rooms.size() == 1);
    SECTION("resumed") {
        room.rooms->resume();
        CHECK(room.state() == RoomState::joined);
        room.told({});
        CHECK(room.state() == RoomState::left);
    }
    SECTION("begun anew") {
        room.rooms->enter();
        CHECK(room.asked.empty());
        CHECK(room.state() == RoomState::left);
        room.told({bookmark(true)});
        CHECK(room.asked.size() == 1);
    }
}
