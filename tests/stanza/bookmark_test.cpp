// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/bookmark.hpp"

#include "stanza/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::stanza;

static std::vector<RoomBookmark> bookmarks(const std::string& inner) {
    const auto document = parse("<items xmlns='a'>" + inner + "</items>");
    REQUIRE(document);
    return read_bookmarks(document->root());
}

static std::string item(const std::string& id, const std::string& attributes,
                        const std::string& inner = "") {
    return "<item id='" + id + "'><conference xmlns='urn:xmpp:bookmarks:1' " + attributes + ">" +
           inner + "</conference></item>";
}

TEST_CASE("XEP-0402: each item is the bookmark of a room") {
    const auto found = bookmarks(
        item("tea@r.c", "name=' Tea ' autojoin='true'", "<nick>al</nick><password>s</password>") +
        item("chess@r.c", "autojoin='1'") + item("go@r.c", "autojoin='yes'") +
        "<retract id='old@r.c'/>");
    REQUIRE(found.size() == 4);
    CHECK(found[0].bookmark == Bookmark{.room = Jid::of("tea@r.c"),
                                        .name = "Tea",
                                        .nickname = "al",
                                        .autojoin = true,
                                        .has_password = true});
    CHECK(found[0].password == "s");
    CHECK(found[1].bookmark == Bookmark{.room = Jid::of("chess@r.c"), .autojoin = true});
    CHECK_FALSE(found[2].bookmark.autojoin);
    CHECK(found[3].bookmark == Bookmark{.room = Jid::of("old@r.c"), .removed = true});
}

TEST_CASE("XEP-0048: one item has all bookmarks") {
    const auto found = bookmarks(
        "<item id='current'><storage xmlns='storage:bookmarks'>"
        "<conference jid='tea@r.c' autojoin='true'><nick>al</nick></conference>"
        "<conference jid='tea@r.c'/><conference jid='r.c'/><conference/><url url='x'/>"
        "</storage></item>");
    REQUIRE(found.size() == 1);
    CHECK(found[0].bookmark ==
          Bookmark{.room = Jid::of("tea@r.c"), .nickname = "al", .autojoin = true});
}

TEST_CASE("a bookmark of no room is none, and there are at most a thousand") {
    CHECK(
        bookmarks(item("r.c", "") + item("tea@r.c/al", "") + item("@", "") + item("", "")).empty());
    CHECK(bookmarks("<item id='tea@r.c'><conference xmlns='urn:else'/></item>").empty());
    CHECK(bookmarks(item("tea@r.c", "", "<nick> </nick>")).size() == 1);
    std::string many;
    for (int i = 0; i < 1100; ++i) many += item(std::to_string(i) + "@r.c", "");
    CHECK(bookmarks(many).size() == 1000);
    const auto odd = bookmarks(item("tea@r.c", "name='" + std::string(2000, 'x') + "'",
                                    "<nick>" + std::string(2000, 'x') + "</nick><password>" +
                                        std::string(2000, 'x') + "</password>"));
    CHECK(odd.at(0).bookmark.name.size() == 1024);
    CHECK(odd[0].bookmark.nickname.empty());
    CHECK(odd[0].bookmark.has_password);
    CHECK(odd[0].password.empty());
}
