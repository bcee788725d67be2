// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/presences.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO presence_stanza (account_id, contact_id, seen_at, n, resource_id, content_id,
                             observation_id)
VALUES (?1, ?2, ?3,
        (SELECT coalesce(max(n) + 1, 0)
         FROM presence_stanza
         WHERE account_id = ?1 AND contact_id = ?2 AND seen_at = ?3),
        ?4, ?5, ?6))";

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
      contents_(database),
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

// A value that most presences have is stored as NULL.
std::int64_t Presences::content_of(const Presence& presence) {
    PresenceContent content;
    if (presence.type != PresenceType::available) content.type = to_string(presence.type);
    if (presence.show != Show::available) content.show = to_string(presence.show);
    content.status = sqlite::or_null(presence.status);
    if (presence.priority != 0) content.priority = presence.priority;
    content.cause = to_string(presence.cause);
    if (presence.stamp != presence.seen_at) content.stamp = to_milliseconds(presence.stamp);
    content.caps_id = addresses_.caps_id_of(presence.caps_node);
    content.avatar_hash = presence.avatar_hash;
    content.room_occupant_id = occupants_.id_of(presence.occupant);
    content.nick = sqlite::or_null(presence.nick);
    return contents_.id_of(content);
}

void Presences::insert(const Presence& presence, std::optional<std::int64_t> observation) {
    const auto account = accounts_.id_of(presence.account);
    const auto contact = addresses_.id_of(presence.from);
    insert_.run(account, contact, presence.seen_at, addresses_.resource_id_of(presence.from),
                content_of(presence), observation);
    if (!says_state(presence)) return;
    const auto seen_at = to_milliseconds(presence.seen_at);
    if (observation)
        checkpoints_.added(account, contact, seen_at);
    else
        checkpoints_.restored(account, contact, seen_at);
}

}  // namespace boswell::archive
