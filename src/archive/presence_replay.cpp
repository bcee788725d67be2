// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/presence_replay.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace boswell::archive {

const char* const newest_checkpoint_sql = R"(
SELECT state.seen_at, state.n, presence.observation_id, state.held IS NOT NULL
FROM presence_state AS state
JOIN presence USING (account_id, contact_id, seen_at, n)
WHERE state.account_id = ?1 AND state.contact_id = ?2 AND state.seen_at < ?3
ORDER BY state.seen_at DESC, state.n DESC
LIMIT 1)";

static constexpr auto rows_sql = R"(
SELECT seen_at, n, resource_id, type IS NULL, observation_id
FROM presence
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at >= ?3
  AND cause IN ('change', 'snapshot') AND (type IS NULL OR type = 'unavailable')
ORDER BY seen_at, n)";

// The presence itself, then those that it holds.
static constexpr auto held_sql = R"(
SELECT presence.seen_at, presence.n, resource_id, type IS NULL
FROM (SELECT ?3 AS seen_at, ?4 AS n
      UNION ALL
      SELECT place.value ->> 0, place.value ->> 1
      FROM presence_state
      JOIN json_each(held) AS place
      WHERE account_id = ?1 AND contact_id = ?2 AND seen_at = ?3 AND n = ?4)
CROSS JOIN presence USING (seen_at, n)
WHERE account_id = ?1 AND contact_id = ?2)";

static constexpr auto observation_sql = "SELECT since, continues_id FROM observation WHERE id = ?1";

std::optional<PresenceCheckpoint> find_checkpoint(sqlite::Use use) {
    if (!use.next()) return std::nullopt;
    return PresenceCheckpoint{.place = {use.get<std::int64_t>(0), use.get<std::int64_t>(1)},
                              .observation = use.get<std::int64_t>(2),
                              .has_held = use.get<bool>(3)};
}

// Each login begins an observation. To read one again costs little.
static constexpr std::size_t most_remembered = 1000;

PresenceReplay::PresenceReplay(const sqlite::Database& database)
    : rows_(database, rows_sql),
      held_(database, held_sql),
      observation_(database, observation_sql) {}

const PresenceReplay::Observation& PresenceReplay::observation(std::int64_t id) {
    const auto known = observations_.find(id);
    if (known != observations_.end()) return known->second;
    auto use = observation_.use(id);
    if (!use.next()) throw Error("the archive has no observation {}; run 'boswell verify'", id);
    if (observations_.size() >= most_remembered) observations_.clear();
    return observations_
        .emplace(id, Observation{use.get<std::int64_t>(0), use.get<std::optional<std::int64_t>>(1)})
        .first->second;
}

/// Whether the stream of `earlier` went on in `later`. A span goes on with one that was written
/// before it.
bool PresenceReplay::continues(std::int64_t later, std::int64_t earlier) {
    while (later > earlier) {
        const auto before = observation(later).continues;
        if (!before || *before >= later) return false;
        later = *before;
    }
    return later == earlier;
}

PresenceReplay::Rows PresenceReplay::rows_behind(std::int64_t account, std::int64_t contact,
                                                 const std::optional<PresenceCheckpoint>& from) {
    Rows rows;
    const auto first =
        from ? from->place : PresencePlace{std::numeric_limits<std::int64_t>::min(), -1};
    for (auto use = rows_.use(account, contact, first.first); use.next();) {
        Row row{.place = {use.get<std::int64_t>(0), use.get<std::int64_t>(1)},
                .resource = use.get<std::optional<std::int64_t>>(2),
                .is_available = use.get<bool>(3),
                .observation = use.get<std::int64_t>(4)};
        if (from && row.place <= from->place) continue;
        if (use.is_null(4)) rows.unassigned.push_back(row.place);
        // Where the clock was ahead, those of an earlier span may stand here. They are counted.
        else if (!from || row.observation >= from->observation)
            rows.seen.push_back(row);
    }
    // A reader takes those of a span from its beginning on, whatever the clock did.
    std::erase_if(rows.seen, [&](const Row& row) {
        return row.place.first < observation(row.observation).since;
    });
    std::ranges::stable_sort(rows.seen, {}, &Row::observation);
    return rows;
}

PresenceReplay::Available PresenceReplay::available_at(std::int64_t account, std::int64_t contact,
                                                       const PresenceCheckpoint& checkpoint) {
    Available available;
    const auto& [seen_at, n] = checkpoint.place;
    for (auto use = held_.use(account, contact, seen_at, n); use.next();) {
        if (use.get<bool>(3))
            available[use.get<std::optional<std::int64_t>>(2)] = {use.get<std::int64_t>(0),
                                                                  use.get<std::int64_t>(1)};
    }
    return available;
}

/// A presence without an observation counts in the span of its time. Those that may have come
/// before `from` are not known here.
bool PresenceReplay::is_sure(const Row& row, const std::optional<PresenceCheckpoint>& from,
                             const std::vector<PresencePlace>& unassigned) {
    const auto since = observation(row.observation).since;
    if (from && from->observation != row.observation && since <= from->place.first) return false;
    const auto first = std::ranges::lower_bound(unassigned, PresencePlace{since, 0});
    return first == unassigned.end() || *first > row.place;
}

static void apply(PresenceReplay::Available& available, std::optional<std::int64_t> resource,
                  bool is_available, const PresencePlace& place) {
    if (is_available)
        available[resource] = place;
    else if (resource)
        available.erase(resource);
    else
        available.clear();  // RFC 6121 4.3.2
}

std::int64_t PresenceReplay::run(std::int64_t account, std::int64_t contact,
                                 const std::optional<PresenceCheckpoint>& from, const Take& take) {
    const auto rows = rows_behind(account, contact, from);
    auto lowest = PresencePlace{std::numeric_limits<std::int64_t>::max(), 0};
    std::vector<bool> is_before_the_rest(rows.seen.size());
    for (auto i = rows.seen.size(); i-- > 0;) {
        is_before_the_rest[i] = rows.seen[i].place < lowest;
        lowest = std::min(lowest, rows.seen[i].place);
    }
    Available available;
    if (from) available = available_at(account, contact, *from);
    auto current = from ? from->observation : 0;
    for (std::size_t i = 0; i < rows.seen.size(); ++i) {
        const auto& row = rows.seen[i];
        if (row.observation != current && !continues(row.observation, current)) available.clear();
        current = row.observation;
        apply(available, row.resource, row.is_available, row.place);
        if (is_before_the_rest[i] && is_sure(row, from, rows.unassigned))
            take(static_cast<std::int64_t>(i) + 1, row.place, available);
    }
    return static_cast<std::int64_t>(rows.seen.size() + rows.unassigned.size());
}

std::optional<std::string> held_beside(const PresencePlace& place,
                                       const PresenceReplay::Available& available) {
    std::string places;
    for (const auto& [resource, held] : available) {
        if (held != place)
            places += fmt::format("{}[{},{}]", places.empty() ? "" : ",", held.first, held.second);
    }
    if (places.empty()) return std::nullopt;
    return "[" + places + "]";
}

}  // namespace boswell::archive
