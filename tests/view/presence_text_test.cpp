// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/presence_text.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::view;
using namespace std::chrono_literals;

static PresenceRecord presence(Cause cause, PresenceType type = PresenceType::available) {
    PresenceRecord record;
    record.type = type;
    record.show = Show::away;
    record.cause = cause;
    record.seen_at = record.stamp = parse_rfc3339("2026-11-22T12:00:00Z").value();
    return record;
}

TEST_CASE("what was found at a connect was seen, and what came late was said") {
    CHECK(shown_presence(presence(Cause::change)) == "away");
    CHECK(shown_presence(presence(Cause::snapshot)) == "seen away");
    CHECK(shown_presence(presence(Cause::delayed)) == "said to be away");
    CHECK(shown_presence(presence(Cause::room)) == "away");
    auto directed = presence(Cause::change);
    directed.directed = true;
    CHECK(shown_presence(directed) == "said to be away");
    CHECK(shown_presence(presence(Cause::snapshot, PresenceType::unavailable)) ==
          "seen unavailable");
    CHECK(shown_presence(presence(Cause::delayed, PresenceType::subscribe)) == "subscribe");
}

TEST_CASE("a presence that somebody has dated says so") {
    auto kept = presence(Cause::snapshot);
    const auto zone = TimeZone::named("UTC");
    CHECK(shown_date(kept, zone).empty());
    kept.stamp -= 999ms;
    CHECK(shown_date(kept, zone).empty());
    kept.stamp = kept.seen_at - 1h;
    CHECK(shown_date(kept, zone) == "dated 2026-11-22 11:00:00");
}
