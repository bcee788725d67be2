// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/presence.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>

using namespace boswell;
using query::Evidence;
using query::ObservedSpan;
using query::presence_intervals;

static Time at(int n) { return from_milliseconds(1'000'000 + n); }
static Period span(int since, int until) { return {at(since), at(until)}; }

/// `resource` is a literal.
static Evidence presence(int seen_at, std::string_view resource, Show show = Show::available,
                         int priority = 0) {
    return {.seen_at = at(seen_at),
            .resource = resource,
            .show = show,
            .priority = priority,
            .status = ""};
}

static Evidence unavailable(int seen_at, std::string_view resource) {
    auto gone = presence(seen_at, resource);
    gone.is_available = false;
    return gone;
}

static std::vector<PresenceInterval> intervals(const std::vector<ObservedSpan>& spans,
                                               const Period& period) {
    return presence_intervals({.account = Jid::of("alice@example.org"),
                               .contact = Jid::of("bob@example.org"),
                               .spans = spans},
                              period);
}

static std::vector<PresenceInterval> intervals(const std::vector<Evidence>& presences,
                                               const std::vector<Period>& observed,
                                               const Period& period) {
    std::vector<ObservedSpan> spans;
    for (const auto& watched : observed) {
        auto& added = spans.emplace_back();
        added.period = watched;
        std::ranges::copy_if(presences, std::back_inserter(added.presences), [&](const auto& p) {
            return p.seen_at >= watched.since && p.seen_at < watched.until;
        });
    }
    return intervals(spans, period);
}

/// "available@phone 3-5" and the like, one an interval.
static std::vector<std::string> shown(const std::vector<PresenceInterval>& intervals) {
    std::vector<std::string> lines;
    for (const auto& interval : intervals) {
        const auto count = [](Time time) { return std::to_string((time - at(0)).count()); };
        lines.push_back(std::string(to_string(interval.state)) +
                        (interval.resource.empty() ? "" : "@" + interval.resource) + " " +
                        count(interval.period.since) + "-" + count(interval.period.until));
    }
    return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("time in which nobody watched is unknown, not offline") {
    CHECK(shown(intervals({}, {}, span(0, 10))) == Lines{"unknown 0-10"});
    CHECK(shown(intervals({presence(3, "phone")}, {}, span(0, 10))) == Lines{"unknown 0-10"});
}

TEST_CASE("a span is unknown until its first presence and a later span starts anew") {
    CHECK(shown(intervals({presence(2, "phone"), presence(22, "phone", Show::away)},
                          {span(1, 10), span(20, 30)}, span(0, 40))) ==
          Lines{"unknown 0-2", "available@phone 2-10", "unknown 10-22", "away@phone 22-30",
                "unknown 30-40"});
}

TEST_CASE("two spans that touch do not let knowledge through") {
    CHECK(shown(intervals({presence(2, "phone")}, {span(1, 10), span(10, 30)}, span(0, 20))) ==
          Lines{"unknown 0-2", "available@phone 2-10", "unknown 10-20"});
}

TEST_CASE("a contact of whom nothing came is, once the stream is resumed, as before the cut") {
    const std::vector<ObservedSpan> spans{
        {.period = span(1, 10), .presences = {presence(2, "phone", Show::dnd)}},
        {.period = span(20, 30), .continues = true, .presences = {}},
        {.period = span(35, 40), .continues = true, .presences = {unavailable(37, "phone")}}};
    CHECK(shown(intervals(spans, span(0, 45))) ==
          Lines{"unknown 0-2", "dnd@phone 2-10", "unknown 10-20", "dnd@phone 20-30",
                "unknown 30-35", "dnd@phone 35-37", "offline 37-40", "unknown 40-45"});
    CHECK(shown(intervals(spans, span(36, 39))) == Lines{"dnd@phone 36-37", "offline 37-39"});
}

TEST_CASE("a contact of whom the server had kept something is unknown until that has come") {
    auto kept = unavailable(23, "phone");
    kept.cause = Cause::snapshot;
    const std::vector<ObservedSpan> spans{
        {.period = span(1, 10),
         .presences = {presence(2, "phone", Show::dnd, 1), presence(3, "desk")}},
        {.period = span(20, 30), .continues = true, .presences = {kept}}};
    CHECK(shown(intervals(spans, span(0, 30))) ==
          Lines{"unknown 0-2", "dnd@phone 2-10", "unknown 10-23", "available@desk 23-30"});
}

TEST_CASE("of a contact of whom nothing was known before the cut nothing is known after it") {
    const std::vector<ObservedSpan> spans{
        {.period = span(1, 10), .presences = {}},
        {.period = span(20, 30), .continues = true, .presences = {presence(25, "phone")}}};
    CHECK(shown(intervals(spans, span(0, 40))) ==
          Lines{"unknown 0-25", "available@phone 25-30", "unknown 30-40"});
}

TEST_CASE("what a clock that was ahead has dated later than its span shows when the span ended") {
    const std::vector<ObservedSpan> spans{
        {.period = span(5, 5),
         .presences = {presence(70, "phone"), presence(75, "phone", Show::xa)}},
        {.period = span(5, 90), .continues = true, .presences = {unavailable(20, "phone")}}};
    CHECK(shown(intervals(spans, span(0, 90))) ==
          Lines{"unknown 0-5", "xa@phone 5-20", "offline 20-90"});
}

TEST_CASE("what was seen in the span before the period counts") {
    CHECK(shown(intervals({presence(2, "phone")}, {span(1, 10)}, span(5, 8))) ==
          Lines{"available@phone 5-8"});
}

TEST_CASE("the highest priority decides, then the latest presence") {
    CHECK(shown(intervals(
              {presence(0, "desk", Show::available, 5), presence(1, "phone", Show::dnd, 1),
               unavailable(2, "desk"), presence(3, "tablet", Show::xa, 1)},
              {span(0, 10)}, span(0, 10))) ==
          Lines{"available@desk 0-2", "dnd@phone 2-3", "xa@tablet 3-10"});
}

TEST_CASE("a negative priority is online all the same") {
    CHECK(shown(intervals({presence(0, "bot", Show::available, -1)}, {span(0, 9)}, span(0, 9))) ==
          Lines{"available@bot 0-9"});
}

TEST_CASE("unavailable from the bare address ends every resource") {
    CHECK(shown(intervals({presence(0, "a"), presence(1, "b"), unavailable(4, "")}, {span(0, 9)},
                          span(2, 9))) == Lines{"available@b 2-4", "offline 4-9"});
}

TEST_CASE("the same presence again makes no new interval, a new status does") {
    auto busy = presence(3, "phone");
    busy.status = "in a meeting";
    const auto found =
        intervals({presence(1, "phone"), presence(2, "phone"), busy}, {span(0, 9)}, span(1, 9));
    CHECK(shown(found) == Lines{"available@phone 1-3", "available@phone 3-9"});
    CHECK(found.back().status == "in a meeting");
}

TEST_CASE("of presences in one millisecond the last one stays") {
    CHECK(shown(intervals({presence(1, "phone"), unavailable(3, "phone"), presence(3, "phone")},
                          {span(0, 9)}, span(1, 9))) == Lines{"available@phone 1-9"});
}

TEST_CASE("an empty period has no intervals") {
    CHECK(intervals({presence(1, "phone")}, {span(0, 9)}, span(5, 5)).empty());
    CHECK(intervals({presence(1, "phone")}, {span(0, 9)}, span(5, 4)).empty());
}

namespace {

/// What can be said of one instant, found the slow way: by reading everything before it.
struct Instant {
    PresenceState state = PresenceState::unknown;
    std::string resource;
};

}  // namespace

static Instant reference(const std::vector<Evidence>& presences,
                         const std::vector<Period>& observed, Time time) {
    Instant instant;
    for (const auto& watched : observed) {
        if (time < watched.since || time >= watched.until) continue;
        std::vector<Evidence> online;  // the latest last
        bool seen = false;
        for (const auto& p : presences) {
            if (p.seen_at < watched.since || p.seen_at > time) continue;
            seen = true;
            const bool all = !p.is_available && p.resource.empty();
            std::erase_if(online,
                          [&](const Evidence& o) { return all || o.resource == p.resource; });
            if (p.is_available) online.push_back(p);
        }
        if (!seen) return {};
        instant.state = PresenceState::offline;
        int best = -1000;
        for (const auto& p : online) {
            if (p.priority < best) continue;
            best = p.priority;
            instant = {static_cast<PresenceState>(p.show), std::string(p.resource)};
        }
    }
    return instant;
}

static std::vector<Evidence> any_presences() {
    std::vector<Evidence> presences;
    const auto count = *rc::gen::inRange(0, 30);
    for (int i = 0; i < count; ++i) {
        auto p =
            presence(*rc::gen::inRange(-20, 120), *rc::gen::element<const char*>("", "a", "b", "c"),
                     static_cast<Show>(*rc::gen::inRange(0, 5)), *rc::gen::inRange(-2, 3));
        p.is_available = *rc::gen::inRange(0, 3) > 0;
        p.cause = *rc::gen::element(Cause::change, Cause::change, Cause::snapshot);
        presences.push_back(p);
    }
    std::stable_sort(presences.begin(), presences.end(),
                     [](const auto& a, const auto& b) { return a.seen_at < b.seen_at; });
    return presences;
}

static std::vector<Period> any_spans() {
    auto edges = *rc::gen::unique<std::vector<int>>(*rc::gen::element<std::size_t>(0, 2, 4, 6),
                                                    rc::gen::inRange(-20, 120));
    std::sort(edges.begin(), edges.end());
    std::vector<Period> spans;
    for (std::size_t i = 0; i + 1 < edges.size(); i += 2) {
        const bool touches = !spans.empty() && *rc::gen::arbitrary<bool>();
        spans.push_back({touches ? spans.back().until : at(edges[i]), at(edges[i + 1])});
    }
    return spans;
}

TEST_CASE("intervals tile the period, differ from their neighbours and equal a slow model") {
    CHECK(rc::check([] {
        const auto presences = any_presences();
        const auto observed = any_spans();
        const auto period = span(*rc::gen::inRange(0, 50), *rc::gen::inRange(51, 100));
        const auto found = intervals(presences, observed, period);
        RC_ASSERT(!found.empty());
        RC_ASSERT(found.front().period.since == period.since);
        RC_ASSERT(found.back().period.until == period.until);
        for (std::size_t i = 0; i < found.size(); ++i) {
            RC_ASSERT(found[i].period.since < found[i].period.until);
            if (i > 0) {
                RC_ASSERT(found[i].period.since == found[i - 1].period.until);
                RC_ASSERT(std::pair(found[i].state, found[i].resource) !=
                          std::pair(found[i - 1].state, found[i - 1].resource));
            }
            for (auto t = found[i].period.since; t < found[i].period.until; t += milliseconds(1)) {
                const auto expected = reference(presences, observed, t);
                RC_ASSERT(found[i].state == expected.state);
                RC_ASSERT(found[i].resource == expected.resource);
            }
        }
    }));
}

static std::vector<PresenceInterval> of_resource(const std::vector<ObservedSpan>& spans,
                                                 const Period& period,
                                                 const std::string& resource) {
    return query::resource_intervals({.account = Jid::of("alice@example.org"),
                                      .contact = Jid::of("bob@example.org"),
                                      .spans = spans},
                                     period, resource);
}

TEST_CASE("a resource is offline while only others are online, and unknown with the contact") {
    const std::vector<ObservedSpan> spans = {
        {.period = span(1, 10),
         .presences = {presence(2, "phone"), presence(4, "desk", Show::dnd),
                       unavailable(6, "phone"), unavailable(8, "")}}};
    CHECK(shown(of_resource(spans, span(0, 12), "phone")) ==
          Lines{"unknown@phone 0-2", "available@phone 2-6", "offline@phone 6-10",
                "unknown@phone 10-12"});
    CHECK(shown(of_resource(spans, span(0, 12), "desk")) ==
          Lines{"unknown@desk 0-2", "offline@desk 2-4", "dnd@desk 4-8", "offline@desk 8-10",
                "unknown@desk 10-12"});
}
