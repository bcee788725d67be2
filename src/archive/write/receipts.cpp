// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/receipts.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO receipt (conversation_id, named_id, kind, direction, occupant, stamp, from_resource_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO UPDATE
SET stamp = excluded.stamp, from_resource_id = excluded.from_resource_id
WHERE excluded.stamp < stamp)";

static constexpr auto insert_state_sql = R"(
INSERT INTO chat_state (conversation_id, stamp, n, direction, from_resource_id, state)
VALUES (?1, ?2,
        (SELECT coalesce(max(n) + 1, 0)
         FROM chat_state
         WHERE conversation_id = ?1 AND stamp = ?2),
        ?3, ?4, ?5))";

Receipts::Receipts(sqlite::Database& database, Accounts& accounts, Addresses& addresses,
                   Conversations& conversations)
    : accounts_(accounts),
      addresses_(addresses),
      conversations_(conversations),
      insert_(database, insert_sql),
      insert_state_(database, insert_state_sql) {}

/// The occupant of the room who sent the receipt; "" outside of rooms.
static std::string occupant_of(const Receipt& receipt) {
    if (!receipt.in_room || receipt.from.bare() != receipt.with) return {};
    return receipt.occupant_id.empty() ? receipt.from.resourcepart() : receipt.occupant_id;
}

void Receipts::write(const Receipt& receipt) {
    const auto conversation = conversations_.id_of(accounts_.id_of(receipt.account),
                                                   addresses_.id_of(receipt.with), receipt.in_room);
    insert_.run(conversation, receipt.named_id, to_string(receipt.kind),
                to_string(receipt.direction), occupant_of(receipt), receipt.stamp,
                addresses_.resource_id_of(receipt.from));
}

void Receipts::write(const ChatState& state) {
    const auto conversation = conversations_.id_of(accounts_.id_of(state.account),
                                                   addresses_.id_of(state.with), state.in_room);
    insert_state_.run(conversation, state.stamp, to_string(state.direction),
                      addresses_.resource_id_of(state.from), to_string(state.state));
}

}  // namespace boswell::archive
