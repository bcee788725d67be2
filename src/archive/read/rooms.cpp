// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"

namespace boswell::archive {

// While the room is joined, its messages are seen up to the account's last proof of life.
static constexpr auto rooms_sql = R"(
SELECT address.jid, nickname, room.state, room.state_since, reason,
       iif(room.state = 'joined',
           (SELECT until FROM observation
            WHERE id = (SELECT max(id) FROM observation WHERE account_id = account.id AND NOT imported)),
           seen_until),
       subject, coverage.complete, coverage.caught_up_at, coverage.oldest
FROM room
JOIN account ON account.id = room.account_id
JOIN address ON address.id = room.room_id
LEFT JOIN coverage ON coverage.account_id = account.id AND archive_id = room_id
WHERE account.jid = ?1
ORDER BY address.jid)";

std::vector<RoomRecord> Reader::rooms(const Jid& account) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, rooms_sql);
    std::vector<RoomRecord> rooms;
    for (auto use = statement.use(account.str()); use.next();) {
        RoomRecord room;
        room.jid = Jid::of(use.get<std::string_view>(0));
        room.nickname = use.get<std::string>(1);
        room.state = parse_room_state(use.get<std::string_view>(2)).value_or(RoomState::left);
        room.since = use.get<Time>(3);
        room.reason = use.get<std::string>(4);
        room.seen_until = use.get<std::optional<Time>>(5);
        room.subject = use.get<std::string>(6);
        if (!use.is_null(7))
            room.archive = {.complete = use.get<bool>(7),
                            .caught_up_at = use.get<std::optional<Time>>(8),
                            .oldest = use.get<std::optional<Time>>(9)};
        rooms.push_back(std::move(room));
    }
    return rooms;
}

}  // namespace boswell::archive
