// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/rooms.hpp"

namespace boswell::archive {

static constexpr auto set_sql = R"(
INSERT INTO room (account_id, room_id, nickname, state, state_since, seen_until, reason,
                  subject)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, room_id) DO UPDATE
SET nickname = excluded.nickname, state = excluded.state, state_since = excluded.state_since,
    seen_until = excluded.seen_until, reason = excluded.reason, subject = excluded.subject)";

Rooms::Rooms(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : accounts_(accounts), addresses_(addresses), set_(database, set_sql) {}

void Rooms::write(const RoomChanged& change) {
    set_.run(accounts_.id_of(change.account), addresses_.id_of(change.room), change.nickname,
             to_string(change.state), change.at, change.seen_until, sqlite::or_null(change.reason),
             sqlite::or_null(change.subject));
}

}  // namespace boswell::archive
