// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"
#include "cli/run.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;

TEST_CASE("what is not observed is said to be so, on standard error and while it is so") {
    const TempDir folder;
    const auto history = [&](const std::vector<std::string>& options = {}) {
        std::vector<std::string> words{"--archive", "archive.db", "contacts", "--history",
                                       "bob@example.net"};
        words.insert(words.end(), options.begin(), options.end());
        return run(words, {.folder = folder.path(), .added = {}});
    };
    const auto comes_online = [&](bool announced, Time time) {
        auto change = connection(ConnectionState::online, time);
        change.presence_observed = announced;
        const std::vector<Event> batch{change};
        archive::Writer(folder / "archive.db").write(batch);
    };
    const std::vector<Event> batch{mood("happy")};
    archive::Writer(folder / "archive.db").write(batch);
    comes_online(false, some_day + 1h);
    CHECK_THAT(history().out, Contains("mood            happy\n"));
    CHECK_THAT(history().err, Contains("not observed: alice@example.org is not announced"));
    CHECK_THAT(history({"--json"}).err, Contains("not observed"));
    comes_online(true, some_day + 2h);
    CHECK(history().err.empty());
}

TEST_CASE("a card has what is published now, or was then") {
    const TempDir folder;
    const auto card = [&](const std::vector<std::string>& options = {}) {
        std::vector<std::string> words{"--archive", "archive.db", "contacts", "bob@example.net"};
        words.insert(words.end(), options.begin(), options.end());
        return run(words, {.folder = folder.path(), .added = {}}).out;
    };
    auto nick = mood("x", some_day + 24h);
    nick.node = PepNode::nick;
    nick.fields = {{"value", "Bobby\x1b[2J"}};
    const RosterUpdate roster{
        .account = alice, .seen_at = some_day, .items = {roster_item("bob@example.net")}};
    const std::vector<Event> batch{roster, mood("happy"), nick, mood("", some_day + 48h)};
    archive::Writer(folder / "archive.db").write(batch);
    CHECK_THAT(card(), Contains("nick          Bobby\\x1b[2J\n"));
    CHECK_THAT(card(), !Contains("mood"));
    CHECK_THAT(card({"--at", "2026-03-14"}), !Contains("nick"));
    CHECK_THAT(card({"--at", "2026-03-15"}), Contains("mood          happy\n"));
}
