// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static Message delayed(const std::string& delays, const std::string& type = "chat") {
    return only<Message>("<message from='tea@rooms.example.org/bob' type='" + type + "'>" + delays +
                         "<body>a</body></message>");
}

static std::string delay(const std::string& stamp, const std::string& by = "") {
    const auto from = by.empty() ? "" : " from='" + by + "'";
    return "<delay xmlns='urn:xmpp:delay'" + from + " stamp='" + stamp + "'/>";
}

TEST_CASE("a credible delay stamp is when the message was sent") {
    const auto message = delayed(delay("2026-11-22T10:00:00.25Z", "bob@example.net"));
    CHECK(message.stamp == at("2026-11-22T10:00:00.250Z"));
    CHECK(message.received_at == alice().now);
    REQUIRE(message.delay);
    CHECK(message.delay->by == Jid::of("bob@example.net"));
    CHECK(message.via == Via::stream);
}

TEST_CASE("an incredible delay stamp is kept as a claim and not believed") {
    const auto stamp = GENERATE(as<std::string>{}, "9999-12-31T23:59:59Z", "1998-12-31T23:59:59Z",
                                "1970-01-01T00:00:00Z", "2026-11-22T12:01:01Z");
    const auto message = delayed(delay(stamp));
    CHECK(message.stamp == alice().now);
    REQUIRE(message.delay);
    CHECK(message.delay->stamp == at(stamp));
}

TEST_CASE("a clock that is a minute ahead is still believed") {
    CHECK(delayed(delay("2026-11-22T12:01:00Z")).stamp == at("2026-11-22T12:01:00Z"));
}

TEST_CASE("a delay stamp that is no time counts as none") {
    const auto stamp = GENERATE(as<std::string>{}, "1601-01-01T00:00:00Z", "", "yesterday",
                                "2026-11-22T10:00:00+99:99", "2026-11-22T10:00:61Z", "2026-11-22",
                                "20261122T10:00:00", "2026-13-01T00:00:00Z");
    const auto message = delayed(delay(stamp));
    CHECK(message.stamp == alice().now);
    CHECK_FALSE(message.delay);
    CHECK(message.via == Via::stream);
}

TEST_CASE("a leap second and a million fraction digits are read") {
    CHECK(delayed(delay("2016-12-31T23:59:60Z")).stamp == at("2016-12-31T23:59:59Z"));
    CHECK(delayed(delay("2026-11-22T10:00:00." + std::string(1'000'000, '7') + "Z")).stamp ==
          at("2026-11-22T10:00:00.777Z"));
}

TEST_CASE("the legacy delay is read where there is no other") {
    const std::string legacy = "<x xmlns='jabber:x:delay' from='b@c' stamp='20261122T10:00:00'/>";
    CHECK(delayed(legacy).stamp == at("2026-11-22T10:00:00Z"));
    CHECK(delayed(legacy + delay("2026-11-22T09:00:00Z")).stamp == at("2026-11-22T09:00:00Z"));
}

TEST_CASE("of several delays that of the own server counts, else the first") {
    CHECK(delayed(delay("2026-11-22T08:00:00Z", "b@c") + delay("2026-11-22T09:00:00Z", "d@e"))
              .stamp == at("2026-11-22T08:00:00Z"));
    const auto own = delayed(delay("2026-11-22T08:00:00Z", "b@c") +
                             delay("2026-11-22T09:00:00Z", "example.org"));
    CHECK(own.stamp == at("2026-11-22T09:00:00Z"));
    CHECK(own.delay->by == Jid::of("example.org"));
}

TEST_CASE("a message that the own server kept came from its offline storage") {
    CHECK(delayed(delay("2026-11-22T08:00:00Z", "example.org")).via == Via::offline);
    CHECK(delayed(delay("2026-11-22T08:00:00Z", "alice@example.org")).via == Via::offline);
}

TEST_CASE("a delayed message of a room is its history") {
    CHECK(delayed(delay("2026-11-22T08:00:00Z", "tea@rooms.example.org"), "groupchat").via ==
          Via::room_history);
    CHECK(delayed("", "groupchat").via == Via::stream);
}
