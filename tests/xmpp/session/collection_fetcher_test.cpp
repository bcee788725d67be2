// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/collection_fetcher.hpp"

#include "xmpp/support/fake_collections.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

using namespace boswell;
using namespace boswell::xmpp;
using namespace boswell::test;
using Strings = std::vector<std::string>;

static bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

static std::string set(std::string_view first, std::string_view last) {
    return fmt::format(
        "<set xmlns='http://jabber.org/protocol/rsm'><first index='0'>{}</first><last>{}</last>"
        "</set>",
        first, last);
}

/// The collection that began on that day of November.
static std::string listed(int day) {
    return fmt::format("<chat with='bob@example.net' start='2026-11-{:02}T10:00:00Z'/>", day);
}

static std::string list(std::string_view chats, std::string_view rsm = "") {
    return iq_result(fmt::format("<list xmlns='urn:xmpp:archive'>{}{}</list>", chats, rsm));
}

static std::string chat(std::string_view items, std::string_view rsm = "") {
    return iq_result(fmt::format(
        "<chat xmlns='urn:xmpp:archive' with='bob@example.net' start='2026-11-01T10:00:00Z'>{}{}"
        "</chat>",
        items, rsm));
}

static std::string item(std::string_view body) {
    return fmt::format("<from secs='1'><body>{}</body></from>", body);
}

/// Gives the day of the collection that is asked for as its only message.
static std::string give_day(const std::string& request) {
    const auto day = request.substr(request.find("2026-11-") + 8, 2);
    return chat(item(day));
}

TEST_CASE("collections are listed page by page and retrieved newest first") {
    FakeCollections server;
    server.answer = [](const std::string& request) {
        if (has(request, "<retrieve")) return give_day(request);
        if (has(request, "<before/>")) return list(listed(3) + listed(4), set("c3", "c4"));
        if (has(request, "<before>c3</before>"))
            return list(listed(1) + listed(2), set("c1", "c2"));
        return list("", "");
    };
    server.fetch({"bob@example.net"});
    CHECK(server.bodies() == Strings{"04", "03", "02", "01"});
    CHECK(server.asked.size() == 7);
    CHECK(has(server.asked.back(), "<before>c1</before>"));
}

TEST_CASE("a long collection is retrieved in pages, the later ones counted from the earlier") {
    FakeCollections server;
    server.answer = [](const std::string& request) {
        if (has(request, "<list")) return list(listed(1));
        if (has(request, "<after>1</after>")) return chat(item("c"), set("2", "2"));
        if (has(request, "<after>2</after>")) return chat("");
        return chat(item("a") + item("b"), set("0", "1"));
    };
    server.fetch({});
    CHECK(server.bodies() == Strings{"a", "b", "c"});
    CHECK(to_rfc3339(std::get<Message>(server.events.back()).stamp) == "2026-11-01T10:00:03.000Z");
}

TEST_CASE("a page that comes again ends its collection and says nothing") {
    FakeCollections server;
    server.answer = [](const std::string& request) {
        return has(request, "<list") ? list(listed(1)) : chat(item("a"), set("0", "0"));
    };
    server.fetch({});
    CHECK(server.bodies() == Strings{"a"});
    CHECK(server.asked.size() == 3);
}

TEST_CASE(
    "where collections cannot be listed, the last ten messages of each contact are asked for") {
    FakeCollections server;
    server.answer = [](const std::string& request) {
        if (has(request, "<list")) return iq_error("service-unavailable");
        if (!has(request, "with='bob@example.net'")) return iq_error("item-not-found");
        return chat(item("a") + item("b"), set("0", "1"));
    };
    server.fetch({"carol@example.net", "bob@example.net", "dave@example.net", "erin@example.net",
                  "frank@example.net", "alice@example.org"});
    CHECK(server.bodies() == Strings{"a", "b"});
    CHECK(server.asked.size() == 6);  // each contact once, and not the account itself
    CHECK(server.most_open == 3);
    CHECK(has(server.asked[1], "<max>10</max>"));
    CHECK(has(server.asked[1], "start='1970-01-01T00:00:00.000Z'"));
}

TEST_CASE("a server that refuses the first contacts is not asked for the others") {
    FakeCollections server;
    server.answer = [](const std::string&) { return iq_error("feature-not-implemented"); };
    Strings contacts;
    for (int i = 0; i < 50; ++i) contacts.push_back(fmt::format("c{}@example.net", i));
    server.fetch(contacts);
    CHECK(server.idle);
    CHECK(server.asked.size() <= 1 + 3 + 2);
    CHECK(server.events.empty());
}

TEST_CASE("a server that does not answer is asked once") {
    FakeCollections server;
    server.answer = [](const std::string&) { return std::string(); };
    server.fetch({"bob@example.net"});
    CHECK(server.asked.size() == 1);
}

TEST_CASE("of collections nothing older is taken than the history that is wanted") {
    FakeCollections server;
    server.history.since = parse_rfc3339("2026-11-01T10:00:02.500Z");
    server.answer = [](const std::string& request) {
        if (has(request, "<list")) return list(listed(1));
        return chat(item("a") + item("b") + item("c"));
    };
    server.fetch({});
    CHECK(has(server.asked.front(), "start='2026-10-31T10:00:02.000Z'"));
    CHECK(server.bodies() == Strings{"c"});
}

TEST_CASE("a server that lists or gives without end is asked a bounded number of times") {
    int number = 0;
    FakeCollections server;
    const bool endless_list = GENERATE(false, true);
    server.answer = [&](const std::string& request) {
        ++number;
        if (has(request, "<retrieve")) {
            const auto id = std::to_string(number);
            return endless_list ? chat(item("a")) : chat(item("a"), set(id, id));
        }
        if (!endless_list) return list(listed(1));
        const auto name =
            fmt::format("<chat with='u{}@example.net' start='2026-11-01T10:00:00Z'/>", number);
        return list(name, set(std::to_string(number), "x"));
    };
    server.fetch({}, 100'000);
    CHECK(server.idle);
    CHECK(server.asked.size() <= 2 * CollectionFetcher::most_collections + 1);
    CHECK(server.reports.empty());  // what was left out by a limit is listed again
}

TEST_CASE("a list that repeats itself ends, and names that are none are passed over") {
    FakeCollections server;
    server.answer = [](const std::string& request) {
        if (has(request, "<retrieve")) return give_day(request);
        return list(listed(1) + listed(2) + "<chat with='@' start='2026-11-05T10:00:00Z'/>" +
                        "<chat with='bob@example.net' start='then'/><chat/>",
                    set("c1", "c2"));
    };
    server.fetch({});
    CHECK(server.bodies() == Strings{"02", "01"});
    CHECK(server.asked.size() == 4);
}

/// When the collection of that day began.
static Time november(int day) {
    return parse_rfc3339(fmt::format("2026-11-{:02}T10:00:00Z", day)).value();
}

TEST_CASE("when all that was listed has come, that is reported behind its messages") {
    FakeCollections server;
    server.answer = [](const std::string& request) {
        if (has(request, "<retrieve")) return give_day(request);
        return has(request, "<before/>") ? list(listed(3) + listed(4), set("c3", "c4")) : list("");
    };
    server.fetch({});
    REQUIRE(server.reports.size() == 1);
    CHECK(server.reports[0].account == server.context.account);
    CHECK_FALSE(server.reports[0].since);
    CHECK(server.reports[0].until == november(4));
    CHECK(server.bodies_at_report == 2);
}

TEST_CASE("nothing is reported of collections while one of them is still to come") {
    FakeCollections server;
    std::string failing;
    std::string reply;
    SECTION("one is not given") { failing = "start='2026-11-03"; }
    SECTION("one is refused") {
        failing = "start='2026-11-03";
        reply = iq_error("internal-server-error");
    }
    SECTION("the list breaks off") { failing = "<before>c3"; }
    server.answer = [&](const std::string& request) {
        if (has(request, failing)) return reply;
        if (has(request, "<retrieve")) return give_day(request);
        return list(listed(3) + listed(4), set("c3", "c4"));
    };
    server.fetch({});
    CHECK(server.reports.empty());
    SECTION("nor if the session ends before") {
        failing = "nothing";
        server.fetch({}, 2);
        CHECK(server.reports.empty());
        server.fetch({});
        CHECK(server.reports.size() == 1);
    }
}

TEST_CASE("later collections are listed from a week before the newest that is fetched") {
    FakeCollections server;
    server.fetched = {.account = {}, .since = std::nullopt, .until = november(20)};
    server.answer = [](const std::string& request) {
        return has(request, "<retrieve") ? give_day(request) : list(listed(14) + listed(21));
    };
    SECTION("as far back as ever") {
        server.fetch({});
        CHECK(has(server.asked[0], "start='2026-11-13T10:00:00.000Z'"));
        REQUIRE(server.reports.size() == 1);
        CHECK_FALSE(server.reports[0].since);
        CHECK(server.reports[0].until == november(21));
    }
    SECTION("unless less of the history is wanted") {
        server.history.since = november(19);
        server.fetch({});
        CHECK(has(server.asked[0], "start='2026-11-18T10:00:00.000Z'"));
        CHECK_FALSE(server.reports.at(0).since);
    }
    SECTION("and all again if more of it is wanted than was fetched") {
        server.fetched->since = november(10);
        server.history.since = GENERATE(std::optional<Time>(), std::optional(november(2)));
        server.fetch({});
        CHECK(has(server.asked[0], "start='2026-11-01T10:00:00.000Z'") ==
              server.history.since.has_value());
        CHECK(server.reports.at(0).since == server.history.since);
    }
    SECTION("and a list of older ones only does not turn the clock back") {
        server.answer = [](const std::string& request) {
            return has(request, "<retrieve") ? give_day(request) : list(listed(14));
        };
        server.fetch({});
        CHECK(server.reports.at(0).until == november(20));
    }
}

TEST_CASE("a collection dated into the future does not hide those that begin until then") {
    FakeCollections server;
    server.answer = [](const std::string& request) {
        if (has(request, "<retrieve")) return chat(item("a"));
        return list("<chat with='bob@example.net' start='2999-11-01T10:00:00Z'/>");
    };
    server.fetch({});
    CHECK(server.reports.at(0).until <= now());
}

static std::string changed(std::string_view collections, std::string_view rsm = "") {
    return iq_result(
        fmt::format("<modified xmlns='urn:xmpp:archive'>{}{}</modified>", collections, rsm));
}

TEST_CASE("an older collection that the server says has changed is retrieved again") {
    FakeCollections server;
    server.fetched = {.account = {}, .since = std::nullopt, .until = november(20)};
    server.answer = [](const std::string& request) {
        return has(request, "<retrieve") ? give_day(request) : list(listed(20));
    };
    const std::string with = "with='bob@example.net' version='3'";
    server.changed = [&](const std::string& request) {
        if (has(request, "<after>2</after>")) return changed("", set("", ""));
        if (has(request, "<after>1</after>"))
            return changed(fmt::format("<changed {} start='2026-11-03T10:00:00Z'/>", with),
                           set("2", "2"));
        return changed(
            fmt::format("<changed {0} start='2026-11-02T10:00:00Z'/><removed {0} "
                        "start='2026-11-01T10:00:00Z'/><changed {0} start='2026-11-20T10:00:00Z'/>",
                        with),
            set("0", "1"));
    };
    server.fetch({});
    CHECK(server.bodies() == Strings{"20", "02", "03"});
    CHECK(server.asked_changed.size() == 3);
    CHECK(has(server.asked_changed[0], "start='2026-11-20T10:00:00.000Z'"));
    CHECK(server.reports.at(0).until == november(20));
}

TEST_CASE("a list of changes that breaks off reports nothing, an endless one ends") {
    FakeCollections server;
    server.answer = [](const std::string& request) {
        return has(request, "<retrieve") ? give_day(request) : list(listed(20));
    };
    const bool endless = GENERATE(false, true);
    server.changed = [&, number = 0](const std::string&) mutable {
        if (++number > 1 && !endless) return iq_error("internal-server-error");
        return changed(fmt::format("<changed with='u{}@example.net' "
                                   "start='2026-11-02T10:00:00Z'/>",
                                   number),
                       set("x", std::to_string(number)));
    };
    server.fetch({}, 100'000);
    CHECK(server.idle);
    CHECK(server.reports.empty());
    CHECK(server.asked_changed.size() <= CollectionFetcher::most_collections);
}

TEST_CASE("where the server does not tell, a collection that goes on for weeks is listed again") {
    FakeCollections server;
    int late = 19;
    server.answer = [&](const std::string& request) {
        if (has(request, "<list"))
            return has(request, "<before/>") ? list(listed(1) + listed(20), set("a", "b"))
                                             : list("");
        if (has(request, "start='2026-11-20")) return chat(item("new"));
        return chat(
            fmt::format("<from utc='2026-11-{:02}T10:00:00Z'><body>late</body></from>", late));
    };
    SECTION("while its latest message is from within the last week") {
        server.fetch({});
        CHECK(server.reports.at(0).until - CollectionFetcher::overlap == november(1));
    }
    SECTION("but no more than a week after it") {
        late = 12;
        server.fetch({});
        CHECK(server.reports.at(0).until == november(20));
    }
    SECTION("nor where the server tells") {
        server.changed = [](const std::string&) { return changed(""); };
        server.fetch({});
        CHECK(server.reports.at(0).until == november(20));
    }
}

TEST_CASE("where the server does not tell, all collections are listed once a week") {
    FakeCollections server;
    server.fetched = {.account = {}, .since = std::nullopt, .until = november(20)};
    server.answer = [](const std::string& request) {
        if (has(request, "<retrieve")) return give_day(request);
        if (has(request, "start='2026-11-13")) return list(listed(20));
        if (has(request, "<before/>")) return list(listed(20), set("c20", "c20"));
        if (has(request, "<before>c20</before>")) return list(listed(2), set("c2", "c2"));
        return list("");
    };
    SECTION("the first time, and after a week") {
        if (GENERATE(false, true)) server.fetched->listed_at = now() - std::chrono::hours(7 * 24);
        server.fetch({});
        CHECK(server.bodies() == Strings{"20", "02"});
        REQUIRE(server.reports.size() == 1);
        CHECK(now() - server.reports[0].listed_at.value() < std::chrono::minutes(1));
    }
    SECTION("not before that") {
        const auto listed_at = now() - std::chrono::hours(7 * 24 - 1);
        server.fetched->listed_at = listed_at;
        server.fetch({});
        CHECK(server.bodies() == Strings{"20"});
        CHECK(server.reports.at(0).listed_at == listed_at);
    }
    SECTION("also after the clock was set back") {
        server.fetched->listed_at = now() + std::chrono::hours(1);
        server.fetch({});
        CHECK(server.bodies() == Strings{"20", "02"});
    }
    SECTION("nor where it tells, or does not answer") {
        const auto reply = GENERATE(as<std::string>{}, "", changed(""));
        server.changed = [&](const std::string&) { return reply; };
        server.fetch({});
        CHECK(server.bodies() == Strings{"20"});
    }
    SECTION("of a list that goes round in circles there is an end") {
        server.answer = [&](const std::string& request) {
            if (has(request, "<retrieve")) return give_day(request);
            return list(listed(20), set(has(request, "c1") ? "c2" : "c1", "c20"));
        };
        server.fetch({}, 100'000);
        CHECK(server.idle);
        CHECK(server.asked.size() < 20);
    }
}

TEST_CASE("where the server tells, a change is not asked for for ever") {
    FakeCollections server;
    server.fetched = {.account = {}, .since = std::nullopt, .until = november(1)};
    server.answer = [](const std::string& request) {
        if (has(request, "<list")) return list(listed(1));
        return chat("<from utc='2026-11-20T10:00:00Z'><body>late</body></from>");
    };
    server.changed = [](const std::string&) { return changed(""); };
    SECTION("but from the latest message on") {
        server.fetch({});
        CHECK(server.reports.at(0).until <= november(20));
        CHECK(server.reports.at(0).until > november(20) - std::chrono::hours(1));
    }
    SECTION("and from before what may have changed while all was fetched") {
        const auto answer = server.answer;
        server.answer = [&](const std::string& request) {
            server.time += std::chrono::hours(5);
            return answer(request);
        };
        server.fetch({});
        CHECK(server.reports.at(0).until <= november(20) - std::chrono::hours(5));
    }
    SECTION("and a message of the future does not hide what changes until then") {
        server.answer = [](const std::string& request) {
            if (has(request, "<list")) return list(listed(1));
            return chat("<from utc='2999-11-20T10:00:00Z'><body>late</body></from>");
        };
        server.fetch({});
        CHECK(server.reports.at(0).until < now());
    }
}
