// SPDX-License-Identifier: GPL-3.0-or-later
// What strangers can make long stays a page that a browser shows at once.
#include "web/viewer_fixture.hpp"

#include <catch2/catch.hpp>

#include <regex>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

static constexpr std::size_t largest = 60'000;

namespace {

struct Pages : ViewerFixture {
    std::size_t shared = get("/style.css").body.size() + get("/script.js").body.size();

    /// The page, which is below the bound.
    std::string page(const std::string& at, const Parameters& parameters) {
        const auto response = get(at, parameters);
        CHECK(response.status == 200);
        CHECK(response.body.size() + shared < largest);
        return response.body;
    }
    /// How often `pattern` is on the page and on those that its links to the rest lead to.
    int on_all_pages(const std::string& where, Parameters parameters, const std::string& pattern) {
        static const std::regex rest("[?;&](skip|from|only)=([^\"#&]+)");
        static const std::regex next("<a href=\"([^\"]*)\" rel=\"next\"");
        int count = 0;
        for (int pages = 0; pages < 1000; ++pages) {
            const auto body = page(where, parameters);
            const std::regex each(pattern);
            count += static_cast<int>(std::distance(
                std::sregex_iterator(body.begin(), body.end(), each), std::sregex_iterator()));
            std::smatch link;
            if (!std::regex_search(body, link, next)) return count;
            const auto address = link[1].str();
            for (std::sregex_iterator at(address.begin(), address.end(), rest), end; at != end;
                 ++at) {
                std::erase_if(parameters,
                              [&](const auto& known) { return known.first == (*at)[1]; });
                parameters.emplace_back((*at)[1].str(), (*at)[2].str());
            }
        }
        FAIL("the pages do not end");
        return 0;
    }
};

const Pages::Parameters with_bob = {
    {"account", "alice@example.org"}, {"with", "bob@example.net"}, {"jid", "bob@example.net"}};

}  // namespace

TEST_CASE("of a message of ten thousand lines a page shows the beginning, and leads to all of it") {
    Pages viewer;
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "line " + std::to_string(i) + " <&>\n";
    std::vector<Event> events = {message("short", some_day)};
    for (int i = 1; i <= 60; ++i)
        events.push_back(message(text, some_day + std::chrono::minutes(i)));
    viewer.write(std::move(events));
    const auto id = viewer.rows("SELECT max(id) FROM message").front();
    CHECK_THAT(viewer.page("/conversation", with_bob),
               Contains("line 0 ") && Contains("/text?id=" + id) && Contains("Earlier messages"));
    auto there = with_bob;
    there.emplace_back("at", id);
    CHECK_THAT(viewer.page("/conversation", there), Contains("id=\"m" + id + "\""));
    const auto alone = viewer.page("/message", {{"id", id}});
    CHECK_THAT(alone, Contains("id=\"m" + id + "\"") && Contains("the whole stanza"));
    viewer.page("/media", with_bob);
    viewer.page("/search", {{"q", "line"}});
    const auto whole = viewer.get("/text", {{"id", id}});
    CHECK(whole.type == "text/plain; charset=utf-8");
    CHECK_THAT(whole.body, Contains("line 9999 <&>"));
    const auto copy = viewer.rows("SELECT max(id) FROM message_copy").front();
    CHECK_THAT(viewer.get("/text", {{"id", id}, {"copy", copy}}).body, Contains("</message>"));
    CHECK(viewer.get("/text", {{"id", id}, {"copy", "99999999"}}).status == 404);
    CHECK(viewer.get("/text", {{"id", "1"}}).status == 404);
    CHECK(viewer.get("/text").status == 400);
}

TEST_CASE("all of five thousand rooms and people are on one of the pages of the lists") {
    Pages viewer;
    std::vector<Event> events;
    for (int i = 0; i < 2500; ++i) {
        auto room = message("hello", some_day + std::chrono::minutes(i));
        room.with = Jid::of("room" + std::to_string(i) + "@rooms.example.net");
        room.from = room.with.with_resource("somebody");
        room.type = MessageType::groupchat;
        room.in_room = true;
        events.push_back(room);
        auto chat = message("hello", some_day + std::chrono::minutes(i));
        chat.with = Jid::of("person" + std::to_string(i) + "@example.net");
        chat.from = chat.with.with_resource("phone");
        events.push_back(chat);
        events.push_back(presence(chat.from.str()));
    }
    RosterUpdate roster{.account = alice, .seen_at = some_day, .complete = true, .items = {}};
    for (int i = 0; i < 2500; ++i)
        roster.items.push_back(roster_item("person" + std::to_string(i) + "@example.net",
                                           "Person " + std::to_string(i)));
    events.push_back(std::move(roster));
    viewer.write(std::move(events));
    const auto first = viewer.page("/", {});
    CHECK_THAT(first, Contains("more people") && Contains("more rooms"));
    CHECK(viewer.on_all_pages("/", {{"only", "rooms"}}, "class=\"name\"") == 2500);
    CHECK(viewer.on_all_pages("/", {{"only", "people"}}, "class=\"name\"") == 2500);
    CHECK(viewer.on_all_pages("/people", {}, "class=\"name\"") == 2500);
    CHECK(viewer.on_all_pages("/people", {{"filter", "person 12"}}, "class=\"name\"") == 111);
    CHECK_THAT(viewer.page("/", {{"skip", "999999"}, {"only", "rooms"}}), !Contains("In rooms"));
    CHECK(viewer.get("/", {{"skip", "-5"}, {"only", "rooms"}}).status == 400);
    CHECK(viewer.get("/people", {{"skip", "many"}}).status == 400);
}

TEST_CASE("messages of ten years with presence on each day are a page, and each day has its link") {
    Pages viewer;
    std::vector<Event> events = {connection(ConnectionState::online, at("2010-01-01T00:00:00Z"))};
    RosterUpdate roster{.account = alice,
                        .seen_at = at("2010-01-01T00:00:00Z"),
                        .complete = true,
                        .items = {roster_item("bob@example.net")}};
    events.push_back(roster);
    for (int day = 0; day < 3650; ++day) {
        const auto time = at("2010-01-01T08:00:00Z") + std::chrono::days(day);
        if (day % 73 == 0) events.push_back(message("hello", time));
        for (int i = 0; i < 20; ++i) {
            auto change = presence("bob@example.net/phone", time + std::chrono::minutes(11 * i));
            if (i % 2 == 1) change.type = PresenceType::unavailable;
            events.push_back(change);
        }
    }
    events.push_back(connection(ConnectionState::offline, at("2019-12-30T00:00:00Z")));
    viewer.write(std::move(events));
    CHECK_THAT(viewer.page("/conversation", with_bob), Contains("class=\"day\""));
    viewer.page("/person", with_bob);
    auto of_year = with_bob;
    of_year.emplace_back("from", "2015-01-01");
    CHECK(viewer.on_all_pages("/days", of_year, "day=2015-[0-9-]+#") == 5);
}

TEST_CASE("a contact with ten thousand versions of a card has pages that end") {
    Pages viewer;
    std::vector<Event> events;
    for (int i = 0; i < 10'000; ++i)
        events.push_back(vcard("Bob the " + std::to_string(i), some_day + std::chrono::minutes(i)));
    events.push_back(message("hello", some_day));
    viewer.write(std::move(events));
    CHECK_THAT(viewer.page("/person", with_bob),
               Contains("Bob the 9999") && Contains("earlier changes"));
    auto last = with_bob;
    last.emplace_back("skip", "9990");
    CHECK_THAT(viewer.page("/person", last), Contains("Bob the 3") && !Contains("earlier changes"));
    viewer.page("/conversation", with_bob);
    viewer.page("/people", with_bob);
}
