// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/sightings.hpp"

#include "archive/read/presence_row.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <utility>

namespace boswell::archive {

// Of the presences that say how things were, the last one of each resource and observation, and the
// last that spoke for all resources: nothing else of the time before a period matters in it. SQLite
// takes the other columns from the row that has the maximum.
static constexpr auto latest_sql = R"(
SELECT seen_at, resource_id, type, show, status, priority, cause, stamp, NULL, NULL, NULL, NULL,
       nick, observation_id, max(seen_at * 65536 + n) AS place
FROM presence
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at >= ?3 AND seen_at < ?4
  AND cause IN ('change', 'snapshot') AND (type IS NULL OR type = 'unavailable')
GROUP BY observation_id, resource_id, resource_id IS NULL AND type IS NOT NULL
ORDER BY place)";

static Presence to_presence(PresenceRecord record) {
    Presence presence;
    presence.from =
        record.resource.empty() ? record.contact : record.contact.with_resource(record.resource);
    presence.account = std::move(record.account);
    presence.type = record.type;
    presence.show = record.show;
    presence.status = std::move(record.status);
    presence.priority = record.priority;
    presence.cause = record.cause;
    presence.stamp = record.stamp;
    presence.seen_at = record.seen_at;
    return presence;
}

namespace {

/// The presences of one contact, by the span in which they were seen.
class SeenPresences {
public:
    /// `latest` answers for the time before `period`, `all` for the period.
    SeenPresences(sqlite::Use latest, sqlite::Use all, const Pair& pair, Jids& jids);
    std::vector<Presence> of(const WatchedSpan& span) const;

private:
    void add(sqlite::Use& use, const Pair& pair, Jids& jids);

    std::map<std::int64_t, std::vector<Presence>> by_observation_;
    std::vector<Presence> others_;  // only their times say in which span they were seen
};

SeenPresences::SeenPresences(sqlite::Use latest, sqlite::Use all, const Pair& pair, Jids& jids) {
    add(latest, pair, jids);
    add(all, pair, jids);
}

void SeenPresences::add(sqlite::Use& use, const Pair& pair, Jids& jids) {
    while (use.next()) {
        const auto observation = use.get<std::optional<std::int64_t>>(13);
        auto& presences = observation ? by_observation_[*observation] : others_;
        presences.push_back(to_presence(presence_record(use, pair, jids)));
    }
}

std::span<const Presence> within(const std::vector<Presence>& presences, Time since, Time until) {
    const auto before = [](Time time) {
        return [time](const Presence& presence) { return presence.seen_at < time; };
    };
    const auto first = std::partition_point(presences.begin(), presences.end(), before(since));
    return {first, std::partition_point(first, presences.end(), before(until))};
}

std::vector<Presence> SeenPresences::of(const WatchedSpan& span) const {
    const auto other = within(others_, span.period.since, span.period.until);
    const auto own = by_observation_.find(span.observation);
    if (own == by_observation_.end()) return {other.begin(), other.end()};
    const auto end = span.to_its_end ? Time::max() : span.heard.until;
    std::vector<Presence> presences;
    std::ranges::merge(within(own->second, span.heard.since, end), other,
                       std::back_inserter(presences), {}, &Presence::seen_at, &Presence::seen_at);
    if (!span.to_its_end)
        std::erase_if(presences, [&](const Presence& presence) {
            return belongs_to_end(presence.type, presence.seen_at, span.heard.until);
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
        if (clock_was_ahead) extent.until = std::max(extent.until, span.heard.until);
    }
    return extent;
}

Sightings::Sightings(const sqlite::Database& database, Jids& jids, Time now)
    : jids_(jids),
      all_(database, presences_sql),
      latest_(database, latest_sql),
      spans_(database, now) {}

std::vector<query::ObservedSpan> Sightings::of(const Pair& pair, const Period& period) {
    const auto spans = spans_.find(pair.account_id, pair.contact_id, period);
    std::vector<query::ObservedSpan> observed;
    if (spans.empty()) return observed;
    const auto needed = extent(spans, period);
    const auto whole = std::max(needed.since, period.since);
    const SeenPresences seen(latest_.use(pair.account_id, pair.contact_id, needed.since, whole),
                             all_.use(pair.account_id, pair.contact_id, whole, needed.until), pair,
                             jids_);
    for (const auto& span : spans)
        observed.push_back(
            {.period = span.period, .continues = span.follows, .presences = seen.of(span)});
    return observed;
}

}  // namespace boswell::archive
