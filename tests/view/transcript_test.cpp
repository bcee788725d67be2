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
    const auto entry =
        view::transcript_entry(message, view::Names(), TimeZone::named("Europe/Berlin"));
    CHECK(entry.time == "08:44:38");
    CHECK(entry.sender == "bob:");
    CHECK(entry.text == "tea? (edited)");
    CHECK(entry.reactions == "👍 alice");
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
