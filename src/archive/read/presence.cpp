// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/presence.hpp"
#include "archive/read/connection.hpp"
#include "archive/read/pairs.hpp"
#include "archive/read/spans.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace boswell::archive {

static constexpr auto presence_sql = R"(
SELECT seen_at, resource_id, type, show, status, priority, cause, stamp, occupant.jid,
       affiliation, role, occupant_id, nick, observation_id
FROM presence
LEFT JOIN occupant ON occupant.id = room_occupant_id
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at >= ?3 AND seen_at < ?4
  AND (?5 IS NULL OR status IS NOT NULL)
ORDER BY seen_at, n)";

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

static PresenceRecord to_record(const sqlite::Use& use, const Pair& pair, Jids& jids) {
    PresenceRecord record;
    record.account = pair.account;
    record.contact = pair.contact;
    record.seen_at = use.get<Time>(0);
    if (!use.is_null(1)) record.resource = jids.resource(use.get<std::int64_t>(1));
    record.type =
        parse_presence_type(use.get<std::string_view>(2)).value_or(PresenceType::available);
    record.show = parse_show(use.get<std::string_view>(3)).value_or(Show::available);
    record.status = use.get<std::string>(4);
    record.priority = use.get<int>(5);
    record.cause = parse_cause(use.get<std::string_view>(6)).value_or(Cause::change);
    record.stamp = use.get<std::optional<Time>>(7).value_or(record.seen_at);
    if (!use.is_null(8))
        record.occupant = {.jid = Jid::parse(use.get<std::string_view>(8)).value_or(Jid()),
                           .affiliation = use.get<std::string>(9),
                           .role = use.get<std::string>(10),
                           .occupant_id = use.get<std::string>(11)};
    record.nick = use.get<std::string>(12);
    return record;
}

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

/// Where a subscription ends, servers send that and an unavailable presence in either order (RFC
/// 6121 3.2.2): this one does not say that the contact has left.
static bool belongs_to_end(PresenceType type, Time seen_at, Time end) {
    return type == PresenceType::unavailable && seen_at >= end - std::chrono::seconds(2);
}

/// Of a room everything is told to its occupants alone, and subscription stanzas say nothing of a
/// state.
static bool is_directed(const PresenceRecord& presence, const std::vector<Period>& subscribed) {
    const bool is_state =
        presence.type == PresenceType::available || presence.type == PresenceType::unavailable;
    if (!is_state || presence.cause == Cause::room) return false;
    return std::ranges::none_of(subscribed, [&](const Period& period) {
        return presence.seen_at >= period.since && presence.seen_at < period.until &&
               !belongs_to_end(presence.type, presence.seen_at, period.until);
    });
}

void Reader::for_each_presence(const Selection& selection,
                               const std::function<bool(const PresenceRecord&)>& take) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, presence_sql);
    const auto since = selection.since.value_or(Time::min());
    const auto until = selection.until.value_or(Time::max());
    const auto with_status = selection.statuses == Selection::Statuses::some
                                 ? std::optional<std::int64_t>(1)
                                 : std::nullopt;
    Subscriptions subscriptions(connection_->database);
    for (const auto& pair :
         find_pairs(connection_->database, connection_->jids, "presence", selection)) {
        const bool roster_known = subscriptions.is_roster_known(pair.account_id);
        const auto subscribed = subscriptions.of(pair.account_id, pair.contact_id);
        auto use = statement.use(pair.account_id, pair.contact_id, since, until, with_status);
        while (use.next()) {
            auto record = to_record(use, pair, connection_->jids);
            record.directed = roster_known && is_directed(record, subscribed);
            if (!take(record)) return;
        }
    }
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
        presences.push_back(to_presence(to_record(use, pair, jids)));
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

static constexpr auto rooms_sql = "SELECT account_id, room_id FROM room";

/// The presence of a room itself says nothing about a person.
static void remove_rooms(const sqlite::Database& database, std::vector<Pair>& pairs) {
    std::set<std::pair<std::int64_t, std::int64_t>> rooms;
    sqlite::Statement statement(database, rooms_sql);
    for (auto use = statement.use(); use.next();)
        rooms.emplace(use.get<std::int64_t>(0), use.get<std::int64_t>(1));
    std::erase_if(pairs, [&](const Pair& pair) {
        return rooms.contains({pair.account_id, pair.contact_id});
    });
}

/// Contacts that were asked for by name have intervals even if they never sent anything.
static std::vector<Pair> interval_pairs(const sqlite::Database& database, Jids& jids,
                                        const Selection& selection) {
    auto pairs = find_pairs(database, jids, "presence", selection);
    if (selection.contacts.empty()) {
        remove_rooms(database, pairs);
        return pairs;
    }
    return merge(std::move(pairs), find_pairs(database, jids, "roster_change", selection));
}

namespace {

/// What was seen of one contact after the other, for the intervals of a period.
class Sightings {
public:
    Sightings(const sqlite::Database& database, Jids& jids, Time now)
        : jids_(jids),
          all_(database, presence_sql),
          latest_(database, latest_sql),
          spans_(database, now) {}

    std::vector<query::ObservedSpan> of(const Pair& pair, const Period& period);

private:
    Jids& jids_;
    sqlite::Statement all_;
    sqlite::Statement latest_;
    ObservedSpans spans_;
};

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

}  // namespace

void Reader::for_each_interval(const Selection& selection, const Period& period, Time now,
                               const std::function<bool(const PresenceInterval&)>& take) const {
    const ReadTransaction transaction(*connection_);
    Sightings sightings(connection_->database, connection_->jids, now);
    for (const auto& pair : interval_pairs(connection_->database, connection_->jids, selection)) {
        const auto seen = sightings.of(pair, period);
        const query::PresenceHistory history{pair.account, pair.contact, seen};
        for (const auto& interval : query::presence_intervals(history, period)) {
            if (!take(interval)) return;
        }
    }
}

static std::set<std::string> resources_in(const std::vector<query::ObservedSpan>& spans) {
    std::set<std::string> resources;
    for (const auto& span : spans) {
        for (const auto& presence : span.presences) {
            if (presence.type == PresenceType::available)
                resources.insert(presence.from.resourcepart());
        }
    }
    return resources;
}

void Reader::for_each_resource_interval(
    const Selection& selection, const Period& period, Time now,
    const std::function<bool(const PresenceInterval&)>& take) const {
    const ReadTransaction transaction(*connection_);
    Sightings sightings(connection_->database, connection_->jids, now);
    for (const auto& pair : interval_pairs(connection_->database, connection_->jids, selection)) {
        const auto seen = sightings.of(pair, period);
        const query::PresenceHistory history{pair.account, pair.contact, seen};
        for (const auto& resource : resources_in(seen)) {
            for (const auto& interval : query::resource_intervals(history, period, resource)) {
                if (!take(interval)) return;
            }
        }
    }
}

/// The contacts of the selection who sent presence or are in the roster, without rooms.
static std::vector<Pair> known_pairs(const sqlite::Database& database, Jids& jids,
                                     const Selection& selection) {
    auto pairs = merge(find_pairs(database, jids, "presence", selection),
                       find_pairs(database, jids, "roster_change", selection));
    remove_rooms(database, pairs);
    return pairs;
}

/// The state of one contact at the end of `period`, and since when, if that is within the period.
static PresenceAt last_of(Sightings& sightings, const Pair& pair, const Period& period) {
    const auto seen = sightings.of(pair, period);
    const auto last = query::presence_intervals({pair.account, pair.contact, seen}, period).back();
    PresenceAt result{.account = pair.account,
                      .contact = pair.contact,
                      .at = period.until - milliseconds(1),
                      .state = last.state,
                      .resource = last.resource,
                      .status = last.status};
    if (last.period.since > period.since) result.since = last.period.since;
    return result;
}

/// Most contacts have changed within a day; for the others it is looked further back.
static PresenceAt state_of(Sightings& sightings, const Pair& pair, Time at) {
    static constexpr auto longest = std::chrono::days(365 * 200);
    for (milliseconds length = std::chrono::days(1);; length *= 16) {
        const auto state = last_of(sightings, pair, {at - length, at + milliseconds(1)});
        if (state.since || state.state == PresenceState::unknown || length > longest) return state;
    }
}

std::vector<PresenceAt> Reader::presence_at(const Selection& selection, Time at, Time now) const {
    const ReadTransaction transaction(*connection_);
    Sightings sightings(connection_->database, connection_->jids, now);
    std::vector<PresenceAt> states;
    for (const auto& pair : known_pairs(connection_->database, connection_->jids, selection)) {
        states.push_back(state_of(sightings, pair, at));
        if (states.back().state == PresenceState::unknown) states.back().since.reset();
    }
    return states;
}

}  // namespace boswell::archive
