// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/transcript.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static Time at(std::string_view text) { return *parse_rfc3339(text); }

TEST_CASE("a message of a transcript has a time, a sender, a text and its reactions") {
    MessageRecord message;
    message.from = Jid::of("bob@example.net/x");
    message.with = message.from.bare();
    message.type = MessageType::chat;
    message.stamp = at("2026-11-22T07:44:38Z");
    message.body = "tea?";
    message.versions = {{}, {}};
    message.reactions = {{.from = Jid::of("alice@example.org"), .emoji = {"👍"}}};
    view::Speakers speakers{view::Names()};
    const auto entry = view::transcript_entry(message, speakers, TimeZone::named("Europe/Berlin"));
    CHECK(entry.time == "08:44:38");
    CHECK(entry.sender == "bob:");
    CHECK(entry.text == "tea? (edited)");
    CHECK(entry.reactions == "👍 alice");
}

// Bob was called Robert from the 20th on.
static view::Speakers renamed(view::NameChoice choice) {
    const auto entry = [](std::string_view since, std::string name) {
        RosterVersion version;
        version.seen_at = at(since);
        version.item.name = std::move(name);
        return version;
    };
    const view::NameHistory history{
        .roster = {entry("2026-11-01T00:00:00Z", "Bob"), entry("2026-11-20T00:00:00Z", "Robert")},
        .vcards = {}};
    return view::Speakers(
        view::Names([history](const Jid&, const Jid&) { return history; }, choice));
}

static MessageRecord said(std::string_view stamp) {
    MessageRecord message;
    message.from = Jid::of("bob@example.net/x");
    message.with = message.from.bare();
    message.type = MessageType::chat;
    message.stamp = at(stamp);
    return message;
}

TEST_CASE("where a name has changed, both stand at the first mention under a heading") {
    auto then = renamed(view::NameChoice::then);
    CHECK(then.of(said("2026-11-10T00:00:00Z")) == "Bob (now Robert)");
    CHECK(then.of(said("2026-11-10T00:00:01Z")) == "Bob");
    then.reset();
    CHECK(then.of(said("2026-11-11T00:00:00Z")) == "Bob (now Robert)");
    CHECK(then.of(said("2026-11-21T00:00:00Z")) == "Robert");
    auto now = renamed(view::NameChoice::now);
    CHECK(now.of(said("2026-11-10T00:00:00Z")) == "Robert (then Bob)");
    CHECK(now.of(said("2026-11-10T00:00:01Z")) == "Robert");
    auto jid = renamed(view::NameChoice::jid);
    CHECK(jid.of(said("2026-11-10T00:00:00Z")) == "bob@example.net");
}

TEST_CASE("a day has its heading once, in the time zone that is asked for") {
    view::Days days(TimeZone::named("Europe/Berlin"));
    CHECK(days.empty());
    CHECK(days.begin(at("2026-11-21T22:59:59Z")) == "Saturday, 21 November 2026");
    CHECK_FALSE(days.empty());
    CHECK(days.begin(at("2026-11-21T23:00:00Z")) == "Sunday, 22 November 2026");
    CHECK_FALSE(days.begin(at("2026-11-22T22:59:59Z")));
    CHECK(days.begin(at("2026-11-21T12:00:00Z")) == "Saturday, 21 November 2026");
    days.reset();
    CHECK(days.begin(at("2026-11-21T12:00:00Z")) == "Saturday, 21 November 2026");
}
