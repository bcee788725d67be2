// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/presences.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO presence (account_id, contact_id, seen_at, n, resource_id, type, show, status, priority,
                      cause, stamp, caps_id, avatar_hash, room_occupant_id, nick, observation_id)
VALUES (?1, ?2, ?3,
        (SELECT coalesce(max(n) + 1, 0)
         FROM presence
         WHERE account_id = ?1 AND contact_id = ?2 AND seen_at = ?3),
        ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15))";

static constexpr auto open_observation_sql = "SELECT observation_id FROM account WHERE id = ?1";

/// Whether it tells how the contact is.
static bool says_state(const Presence& presence) {
    const bool is_state =
        presence.type == PresenceType::available || presence.type == PresenceType::unavailable;
    return is_state && (presence.cause == Cause::change || presence.cause == Cause::snapshot);
}

Presences::Presences(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : accounts_(accounts),
      addresses_(addresses),
      occupants_(database),
      checkpoints_(database),
      insert_(database, insert_sql),
      open_observation_(database, open_observation_sql) {}

// Spans of observation are about contacts. The presence of a room's occupants belongs to none.
void Presences::write(const Presence& presence) {
    std::optional<std::int64_t> observation;
    if (presence.cause != Cause::room) {
        auto use = open_observation_.use(accounts_.id_of(presence.account));
        if (use.next()) observation = use.get<std::optional<std::int64_t>>(0);
    }
    insert(presence, observation);
}

void Presences::restore(const Presence& presence) { insert(presence, std::nullopt); }

// A value that most presences have is stored as NULL, which takes no room.
void Presences::insert(const Presence& presence, std::optional<std::int64_t> observation) {
    std::optional<std::string_view> type;
    if (presence.type != PresenceType::available) type = to_string(presence.type);
    std::optional<std::string_view> show;
    if (presence.show != Show::available) show = to_string(presence.show);
    std::optional<int> priority;
    if (presence.priority != 0) priority = presence.priority;
    std::optional<Time> stamp;
    if (presence.stamp != presence.seen_at) stamp = presence.stamp;
    const auto account = accounts_.id_of(presence.account);
    const auto contact = addresses_.id_of(presence.from);
    insert_.run(account, contact, presence.seen_at, addresses_.resource_id_of(presence.from), type,
                show, sqlite::or_null(presence.status), priority, to_string(presence.cause), stamp,
                addresses_.caps_id_of(presence.caps_node), presence.avatar_hash,
                occupants_.id_of(presence.occupant), sqlite::or_null(presence.nick), observation);
    if (!says_state(presence)) return;
    const auto seen_at = to_milliseconds(presence.seen_at);
    if (observation)
        checkpoints_.added(account, contact, seen_at);
    else
        checkpoints_.restored(account, contact, seen_at);
}

}  // namespace boswell::archive
