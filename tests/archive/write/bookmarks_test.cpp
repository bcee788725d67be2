// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/bookmarks.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static const Jid tea = Jid::of("tea@rooms.example.org");
static const Jid chess = Jid::of("chess@rooms.example.org");
using Rows = std::vector<std::string>;

static BookmarksTold told(std::vector<Bookmark> bookmarks, milliseconds later, bool all = true) {
    return {
        .account = alice, .at = some_day + later, .bookmarks = std::move(bookmarks), .all = all};
}

struct BookmarkFixture : ArchiveFixture {
    Rows versions() const {
        return rows("SELECT jid, name, nickname, autojoin, removed, (seen_at - " +
                    std::to_string(to_milliseconds(some_day)) +
                    ") / 1000 FROM bookmark JOIN address ON address.id = room_id "
                    "ORDER BY seen_at, jid");
    }
};

TEST_CASE_METHOD(BookmarkFixture, "bookmarks have a version for each change, and no other") {
    const Bookmark joined{.room = tea, .name = "Tea", .nickname = "al", .autojoin = true};
    auto left = joined;
    left.autojoin = false;
    write({told({joined}, 0s), told({joined}, 10s), told({left}, 20s, false)});
    CHECK(versions() ==
          Rows{"tea@rooms.example.org|Tea|al|1|0|0", "tea@rooms.example.org|Tea|al|0|0|20"});
    CHECK(rows("SELECT (confirmed_at - seen_at) / 1000 FROM bookmark") == Rows{"10", "0"});
}

TEST_CASE_METHOD(BookmarkFixture, "a bookmark that is not among all of them is removed") {
    write({told({{.room = tea}, {.room = chess}}, 0s), told({{.room = chess}}, 5s),
           told({{.room = chess}}, 6s), told({}, 7s, false),
           told({{.room = tea, .removed = true}}, 8s, false)});
    CHECK(versions() == Rows{"chess@rooms.example.org|-|-|0|0|0", "tea@rooms.example.org|-|-|0|0|0",
                             "tea@rooms.example.org|-|-|0|1|5"});
    write({told({{.room = tea}, {.room = chess}}, 9s)});
    CHECK(versions().size() == 4);
}

TEST_CASE_METHOD(BookmarkFixture, "a clock that was set back does not hide a change") {
    write({told({{.room = tea, .name = "old"}}, 10s), told({{.room = tea, .name = "new"}}, 0s)});
    REQUIRE(versions().size() == 2);
    CHECK(versions().back().starts_with("tea@rooms.example.org|new|"));
}
