// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/sightings.hpp"

#include "model/sign_of_life.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <utility>

namespace boswell::archive {

using query::Evidence;

// Errors and subscription stanzas say nothing of a state, and neither does what came with a delay
// or from a room.
static constexpr auto says_state =
    "cause IN ('change', 'snapshot') AND (type IS NULL OR type = 'unavailable')";
static constexpr auto columns = R"(
SELECT presence.seen_at, presence.n, observation_id, resource_id, type IS NULL, show, priority,
       cause = 'snapshot', status)";

static std::string all_sql() {
    return fmt::format(R"({}
FROM presence
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at >= ?3 AND seen_at < ?4 AND {}
ORDER BY seen_at, n)",
                       columns, says_state);
}

// Of the presences that say how things were, the last one of each resource and observation, and the
// last that spoke for all resources: nothing else of the time before a period matters in it. Those
// that name no observation are told apart by the one that had begun last, and by whether it had
// ended: what was seen behind its end says nothing of it. SQLite takes the other columns from the
// row that has the maximum.
static std::string latest_sql() {
    return fmt::format(R"({}, max(seen_at * 65536 + n) AS place
FROM presence
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at >= ?3 AND seen_at < ?4 AND {}
GROUP BY ifnull(observation_id, (SELECT -max(since) FROM observation AS span
                                 WHERE span.account_id = ?1 AND span.since <= seen_at)),
         observation_id IS NULL
             AND seen_at >= (SELECT until FROM observation AS span
                             WHERE span.account_id = ?1 AND span.since <= seen_at
                             ORDER BY span.since DESC LIMIT 1),
         resource_id, resource_id IS NULL AND type IS NOT NULL
ORDER BY place)",
                       columns, says_state);
}

// What a checkpoint says beside its own presence.
static std::string held_sql() {
    return fmt::format(R"({}
FROM (SELECT account_id, contact_id, place.value ->> 0 AS seen_at, place.value ->> 1 AS n
      FROM presence_state
      JOIN json_each(held) AS place
      WHERE account_id = ?1 AND contact_id = ?2 AND seen_at = ?3 AND n = ?4)
CROSS JOIN presence USING (account_id, contact_id, seen_at, n)
ORDER BY presence.seen_at, presence.n)",
                       columns);
}

static constexpr auto last_sql = R"(
SELECT seen_at
FROM presence_stanza
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at < ?3
ORDER BY seen_at DESC
LIMIT 3)";

static std::string next_sql() {
    return fmt::format(R"(
SELECT cause = 'snapshot'
FROM presence
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at >= ?3 AND seen_at < ?4
  AND (observation_id = ?5 OR observation_id IS NULL AND seen_at < ?6) AND {}
ORDER BY seen_at, n
LIMIT 1)",
                       says_state);
}

static Evidence to_evidence(const sqlite::Use& row, Jids& jids) {
    Evidence evidence;
    evidence.seen_at = row.get<Time>(0);
    if (!row.is_null(3)) evidence.resource = jids.resource(row.get<std::int64_t>(3));
    evidence.is_available = row.get<bool>(4);
    if (!row.is_null(5))
        evidence.show = parse_show(row.get<std::string_view>(5)).value_or(Show::available);
    evidence.priority = row.get<int>(6);
    evidence.cause = row.get<bool>(7) ? Cause::snapshot : Cause::change;
    if (!row.is_null(8)) evidence.status = row.get<std::string_view>(8);
    return evidence;
}

namespace {

/// The presences of one contact, by the span in which they were seen.
class SeenPresences {
public:
    explicit SeenPresences(Jids& jids) : jids_(jids) {}
    /// In the order of their places. With a checkpoint only those that it does not speak for.
    void add(sqlite::Use rows, const std::optional<PresenceCheckpoint>& behind = std::nullopt);
    std::vector<Evidence> of(const WatchedSpan& span) const;

private:
    Jids& jids_;
    std::map<std::int64_t, std::vector<Evidence>> by_observation_;
    std::vector<Evidence> others_;  // only their times say in which span they were seen
};

void SeenPresences::add(sqlite::Use rows, const std::optional<PresenceCheckpoint>& behind) {
    while (rows.next()) {
        const auto observation = rows.get<std::optional<std::int64_t>>(2);
        if (behind) {
            const PresencePlace place{rows.get<std::int64_t>(0), rows.get<std::int64_t>(1)};
            if (place < behind->place) continue;
            if (observation && *observation < behind->observation) continue;
        }
        auto& presences = observation ? by_observation_[*observation] : others_;
        presences.push_back(to_evidence(rows, jids_));
    }
}

std::span<const Evidence> within(const std::vector<Evidence>& presences, Time since, Time until) {
    const auto before = [](Time time) {
        return [time](const Evidence& presence) { return presence.seen_at < time; };
    };
    const auto first = std::partition_point(presences.begin(), presences.end(), before(since));
    return {first, std::partition_point(first, presences.end(), before(until))};
}

std::vector<Evidence> SeenPresences::of(const WatchedSpan& span) const {
    const auto other = within(others_, span.unassigned.since, span.unassigned.until);
    const auto own = by_observation_.find(span.observation);
    if (own == by_observation_.end()) return {other.begin(), other.end()};
    const auto end = span.to_its_end ? Time::max() : span.heard.until;
    const auto seen = within(own->second, span.heard.since, end);
    std::vector<Evidence> presences;
    presences.reserve(seen.size() + other.size());
    std::ranges::merge(seen, other, std::back_inserter(presences), {}, &Evidence::seen_at,
                       &Evidence::seen_at);
    if (!span.to_its_end)
        std::erase_if(presences, [&](const Evidence& presence) {
            return !presence.is_available &&
                   belongs_to_end(PresenceType::unavailable, presence.seen_at, span.heard.until);
        });
    return presences;
}

}  // namespace

/// From the first to the last presence that the spans need for an answer about `period`.
static Period extent(const std::vector<WatchedSpan>& spans, const Period& period) {
    Period extent{spans.front().heard.since, period.until};
    for (const auto& span : spans) {
        extent.since = std::min(extent.since, span.heard.since);
        const bool clock_was_ahead = span.heard.until > span.period.until + milliseconds(1);
        // Of an agent that was killed there may be presences behind the last proof of life.
        if (clock_was_ahead)
            extent.until = std::max<Time>(extent.until, span.heard.until + proof_lifetime);
    }
    return extent;
}

static bool reaches_end(const std::vector<WatchedSpan>& spans, const Period& period) {
    return std::ranges::any_of(spans, [&](const WatchedSpan& span) {
        return span.period.since < period.until && span.period.until >= period.until;
    });
}

Sightings::Sightings(const sqlite::Database& database, Jids& jids, RosterBeginnings& beginnings,
                     Time now)
    : jids_(jids),
      all_(database, all_sql()),
      latest_(database, latest_sql()),
      checkpoint_(database, newest_checkpoint_sql),
      held_(database, held_sql()),
      last_(database, last_sql),
      next_(database, next_sql()),
      spans_(database, beginnings, now) {}

std::optional<Time> Sightings::third_last_before(const Pair& pair, Time time) {
    std::optional<Time> seen_at;
    auto use = last_.use(pair.account_id, pair.contact_id, time);
    while (use.next()) seen_at = use.get<Time>(0);
    return seen_at;
}

bool Sightings::is_watched_at_end(std::int64_t account_id, const Period& period) {
    return reaches_end(spans_.watched(account_id, period), period);
}

/// Whether a checkpoint in `observation` speaks for the span of the period's beginning, or for one
/// whose stream that span goes on with. Where the clock was set back, a span may follow that was
/// written before it, and for that one it does not speak.
static bool speaks_for(std::int64_t observation, std::span<const WatchedSpan> spans,
                       const Period& period) {
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].observation == observation)
            return std::ranges::all_of(spans.subspan(i), [&](const WatchedSpan& later) {
                return later.observation >= observation;
            });
        const bool is_watched = spans[i].period.since < spans[i].period.until;
        if (is_watched && spans[i].period.until > period.since) break;
    }
    return false;
}

std::vector<query::ObservedSpan> Sightings::of(const Pair& pair, const Period& period) {
    return seen_in(spans_.find(pair.account_id, pair.contact_id, period), pair, period);
}

std::vector<query::ObservedSpan> Sightings::until_end_of(const Pair& pair, const Period& period) {
    if (!is_watched_at_end(pair.account_id, period)) return {};
    const auto spans = spans_.find(pair.account_id, pair.contact_id, period);
    if (!reaches_end(spans, period)) return {};
    return seen_in(spans, pair, period);
}

std::vector<query::ObservedSpan> Sightings::seen_in(const std::vector<WatchedSpan>& spans,
                                                    const Pair& pair, const Period& period) {
    std::vector<query::ObservedSpan> observed;
    if (spans.empty()) return observed;
    const auto needed = extent(spans, period);
    // Of those that may belong to the end of a subscription, all are needed.
    const auto whole = std::max(needed.since, period.since - longest_end);
    SeenPresences seen(jids_);
    const auto known = find_checkpoint(checkpoint_.use(pair.account_id, pair.contact_id, whole));
    if (known && speaks_for(known->observation, spans, period)) {
        const auto& [seen_at, n] = known->place;
        if (known->has_held) seen.add(held_.use(pair.account_id, pair.contact_id, seen_at, n));
        seen.add(all_.use(pair.account_id, pair.contact_id, seen_at, needed.until), known);
    } else {
        seen.add(latest_.use(pair.account_id, pair.contact_id, needed.since, whole));
        seen.add(all_.use(pair.account_id, pair.contact_id, whole, needed.until));
    }
    for (const auto& span : spans) {
        auto& entry = observed.emplace_back();
        entry.period = span.period;
        entry.continues = span.follows;
        entry.presences = seen.of(span);
        entry.news_to_come = span.follows && entry.presences.empty() &&
                             news_to_come(pair, span, std::max(needed.until, span.heard.since));
    }
    return observed;
}

/// Whether the first presence of the span from `since` on is a snapshot.
bool Sightings::news_to_come(const Pair& pair, const WatchedSpan& span, Time since) {
    const auto end = span.to_its_end ? Time::max() : span.heard.until;
    auto use =
        next_.use(pair.account_id, pair.contact_id, since, end, span.observation, span.heard.until);
    return use.next() && use.get<bool>(0);
}

}  // namespace boswell::archive
