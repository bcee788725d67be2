// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/presence.hpp"
#include "archive/read/connection.hpp"
#include "archive/read/pairs.hpp"
#include "archive/read/presence_row.hpp"
#include "archive/read/sightings.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace boswell::archive {

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
    sqlite::Statement statement(connection_->database, presences_sql);
    const auto since = selection.since.value_or(Time::min());
    const auto until = selection.until.value_or(Time::max());
    const auto with_status = selection.statuses == Selection::Statuses::some
                                 ? std::optional<std::int64_t>(1)
                                 : std::nullopt;
    auto& beginnings = prepared(connection_->roster_beginnings, connection_->database);
    Subscriptions subscriptions(connection_->database, beginnings);
    for (const auto& pair :
         find_pairs(connection_->database, connection_->jids, {"presence_stanza"}, selection)) {
        const bool roster_known = subscriptions.is_roster_known(pair.account_id);
        const auto subscribed = subscriptions.of(pair.account_id, pair.contact_id);
        auto use = statement.use(pair.account_id, pair.contact_id, since, until, with_status);
        while (use.next()) {
            auto record = presence_record(use, pair, connection_->jids);
            record.directed = roster_known && is_directed(record, subscribed);
            if (!take(record)) return;
        }
    }
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
    if (!selection.contacts.empty())
        return find_pairs(database, jids, {"presence_stanza", "roster_change"}, selection);
    auto pairs = find_pairs(database, jids, {"presence_stanza"}, selection);
    remove_rooms(database, pairs);
    return pairs;
}

void Reader::for_each_interval(const Selection& selection, const Period& period, Time now,
                               const std::function<bool(const PresenceInterval&)>& take) const {
    const ReadTransaction transaction(*connection_);
    auto& beginnings = prepared(connection_->roster_beginnings, connection_->database);
    Sightings sightings(connection_->database, connection_->jids, beginnings, now);
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
            if (presence.is_available) resources.emplace(presence.resource);
        }
    }
    return resources;
}

void Reader::for_each_resource_interval(
    const Selection& selection, const Period& period, Time now,
    const std::function<bool(const PresenceInterval&)>& take) const {
    const ReadTransaction transaction(*connection_);
    auto& beginnings = prepared(connection_->roster_beginnings, connection_->database);
    Sightings sightings(connection_->database, connection_->jids, beginnings, now);
    for (const auto& pair : interval_pairs(connection_->database, connection_->jids, selection)) {
        const auto seen = sightings.of(pair, period);
        const query::PresenceHistory history{pair.account, pair.contact, seen};
        for (const auto& resource : resources_in(seen)) {
            const auto intervals = query::resource_intervals(history, period, resource);
            // Some of those that were seen had gone before the period.
            if (std::ranges::none_of(intervals, is_online, &PresenceInterval::state)) continue;
            for (const auto& interval : intervals) {
                if (!take(interval)) return;
            }
        }
    }
}

/// The contacts of the selection who sent presence or are in the roster, without rooms.
static std::vector<Pair> known_pairs(const sqlite::Database& database, Jids& jids,
                                     const Selection& selection) {
    auto pairs = find_pairs(database, jids, {"presence_stanza", "roster_change"}, selection);
    remove_rooms(database, pairs);
    return pairs;
}

/// The state of one contact at the end of `period`, and since when, if that is within the period.
static PresenceAt last_of(Sightings& sightings, const Pair& pair, const Period& period) {
    const auto seen = sightings.until_end_of(pair, period);
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

/// How far it is looked back for the beginning of a state: to the last but two of the presences,
/// and if they changed nothing, further and further. More presences than these are read anyway,
/// from a checkpoint on.
static PresenceAt state_of(Sightings& sightings, const Pair& pair, Time at) {
    static constexpr auto longest = std::chrono::days(365 * 200);
    milliseconds length = std::chrono::hours(1);
    const auto end = at + milliseconds(1);
    if (!sightings.is_watched_at_end(pair.account_id, {at - length, end}))
        return {.account = pair.account, .contact = pair.contact, .at = at};
    // The same lengths for all contacts, because the spans of a period are remembered.
    const auto seen_at = sightings.third_last_before(pair, end);
    while (seen_at && *seen_at <= at - length && length < longest) length *= 2;
    for (;; length *= 2) {
        const auto state = last_of(sightings, pair, {at - length, at + milliseconds(1)});
        if (state.since || state.state == PresenceState::unknown || length > longest) return state;
    }
}

std::vector<PresenceAt> Reader::presence_at(const Selection& selection, Time at, Time now) const {
    const ReadTransaction transaction(*connection_);
    auto& beginnings = prepared(connection_->roster_beginnings, connection_->database);
    Sightings sightings(connection_->database, connection_->jids, beginnings, now);
    std::vector<PresenceAt> states;
    for (const auto& pair : known_pairs(connection_->database, connection_->jids, selection)) {
        states.push_back(state_of(sightings, pair, at));
        if (states.back().state == PresenceState::unknown) states.back().since.reset();
    }
    return states;
}

}  // namespace boswell::archive
