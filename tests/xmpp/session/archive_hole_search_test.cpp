// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_hole_search.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace boswell;
using namespace boswell::xmpp;

namespace {

const auto archive_jid = Jid::of("alice@example.org");

std::string id(int number) { return "m" + std::to_string(number); }

/// The search in an archive of messages 1 to `newest`, of which the bad ones break the stream.
struct Search {
    int newest;
    std::set<int> bad;
    ArchiveHoleSearch search{std::nullopt};
    int sessions = 0;
    int asked = 0;

    /// What the server sends of such a page; false if the stream breaks.
    bool send(const PageRequest& request, ArchivePage& page) {
        ++asked;
        page = {};
        const int end = request.before->empty() ? newest + 1 : std::stoi(request.before->substr(1));
        const int begin = std::max(1, end - request.size);
        page.complete = begin == 1;
        for (int number = begin; number < end; ++number) {
            if (bad.contains(number)) return false;
            page.add(id(number), std::nullopt);
            search.see(page);
        }
        return true;
    }

    /// The stream broke in a page of new messages, the last of which is known to be `below`.
    void breaks_after(int below) {
        search.on_broken(archive_jid, {.after = id(below)}, {}, {id(below), std::nullopt});
    }

    /// Goes on until the hole is found (true), or there proves to be none.
    bool run() {
        for (int most = 100; most > 0; --most) {
            ++sessions;
            if (!search.begin()) return true;
            for (;;) {
                const auto request = search.next(std::nullopt);
                ArchivePage page;
                if (!send(request, page)) {
                    search.on_broken(archive_jid, request, page, {});
                    break;
                }
                const auto found = search.take(page);
                if (found != ArchiveHoleSearch::Found::more) return false;
            }
        }
        throw std::runtime_error("the search does not end");
    }
};

}  // namespace

TEST_CASE("what breaks the stream is found between its neighbours, in few sessions") {
    const int bad = GENERATE(41, 42, 200, 377, 399);
    Search one{.newest = 400, .bad = {bad}};
    one.breaks_after(40);
    one.search.keep([&] {  // the page went on up to the message before the bad one
        auto hole = *one.search.hole();
        hole.below = {id(bad - 1), std::nullopt};
        return hole;
    }());
    CHECK(one.run());
    const auto hole = one.search.end();
    CHECK(hole.below.id == id(bad - 1));
    CHECK(hole.above.id == id(bad + 1));
    CHECK(hole.newest.id == id(400));
    CHECK(one.sessions <= 8);
    CHECK_FALSE(one.search.hole());
}

TEST_CASE("two that follow each other are one hole") {
    Search two{.newest = 100, .bad = {60, 61}};
    two.breaks_after(59);
    CHECK(two.run());
    CHECK(two.search.hole()->below.id == id(59));
    CHECK(two.search.hole()->above.id == id(62));
}

TEST_CASE("where the newest message breaks the stream, nothing is above it") {
    Search last{.newest = 100, .bad = {100}};
    last.breaks_after(99);
    CHECK(last.run());
    CHECK(last.search.hole()->above.id.empty());
    CHECK(last.search.hole()->below.id == id(99));
}

TEST_CASE("if all comes up to the message below, no message broke the stream") {
    Search none{.newest = 100, .bad = {}};
    none.breaks_after(70);
    CHECK_FALSE(none.run());
    CHECK(none.asked == 1);
    CHECK(none.search.hole()->newest.id == id(100));
}

TEST_CASE("a hole goes on from session to session as it was left") {
    Search first{.newest = 400, .bad = {200}};
    first.breaks_after(199);
    REQUIRE(first.search.begin());
    auto request = first.search.next(std::nullopt);
    ArchivePage page;
    REQUIRE(first.send(request, page));
    CHECK(first.search.take(page) == ArchiveHoleSearch::Found::more);
    Search second{.newest = 400, .bad = {200}, .search = ArchiveHoleSearch(first.search.hole())};
    REQUIRE(second.search.begin());
    CHECK(second.search.next(std::nullopt).before == id(351));
    CHECK(second.run());
    CHECK(second.search.hole()->newest.id == id(400));
}

TEST_CASE("a server that gives the same page again is found out") {
    Search search{.newest = 400, .bad = {}};
    search.breaks_after(1);
    REQUIRE(search.search.begin());
    ArchivePage page;
    page.add("x", std::nullopt);
    search.search.next(std::nullopt);
    CHECK(search.search.take(page) == ArchiveHoleSearch::Found::more);
    search.search.next(std::nullopt);
    CHECK(search.search.take(page) == ArchiveHoleSearch::Found::circle);
}

TEST_CASE("among older messages nothing is asked for that is older than what is wanted") {
    ArchiveHoleSearch search{std::nullopt};
    ArchivePage page;
    page.add("m7", std::nullopt);
    search.on_broken(archive_jid, {.before = "m9", .size = 250}, page, {"m9", std::nullopt});
    REQUIRE(search.hole());
    CHECK(search.hole()->in_older);
    CHECK(search.hole()->above.id == "m9");
    CHECK(search.hole()->below.id == "m7");
    REQUIRE(search.begin());
    CHECK(search.next(Time()).since == Time());
}
