// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/receipts.hpp"

#include "archive/json.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO receipt (conversation_id, named_id, kind, direction, occupant, stamp, from_resource_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO UPDATE
SET stamp = excluded.stamp, from_resource_id = excluded.from_resource_id
WHERE excluded.stamp < stamp)";

static constexpr auto find_sql = R"(
SELECT 1
FROM receipt
WHERE conversation_id = ?1 AND named_id = ?2 AND kind = ?3 AND direction = ?4 AND occupant = ?5)";

static constexpr auto release_sql = R"(
DELETE FROM imported_row
WHERE run_id IN (SELECT id FROM import_run) AND kind = 'receipt' AND owner_id = ?1
  AND contact_id = 0 AND at = 0 AND thing = ?2)";

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
      find_(database, find_sql),
      release_(database, release_sql),
      insert_state_(database, insert_state_sql) {}

/// The occupant of the room who sent the receipt; "" outside of rooms.
static std::string occupant_of(const Receipt& receipt) {
    if (!receipt.in_room || receipt.from.bare() != receipt.with) return {};
    return receipt.occupant_id.empty() ? receipt.from.resourcepart() : receipt.occupant_id;
}

Receipts::Key Receipts::key_of(const Receipt& receipt) {
    return {.conversation = conversations_.id_of(accounts_.id_of(receipt.account),
                                                 addresses_.id_of(receipt.with), receipt.in_room),
            .named_id = receipt.named_id,
            .kind = to_string(receipt.kind),
            .direction = to_string(receipt.direction),
            .occupant = occupant_of(receipt)};
}

bool Receipts::has(const Key& key) {
    return find_.use(key.conversation, key.named_id, key.kind, key.direction, key.occupant).next();
}

std::string Receipts::Key::thing() const {
    return to_json({std::string(named_id), std::string(kind), std::string(direction), occupant});
}

void Receipts::write(const Receipt& receipt) {
    const auto key = key_of(receipt);
    if (has(key)) release_.run(key.conversation, key.thing());
    restore(receipt);
}

void Receipts::restore(const Receipt& receipt) {
    const auto key = key_of(receipt);
    insert_.run(key.conversation, key.named_id, key.kind, key.direction, key.occupant,
                receipt.stamp, addresses_.resource_id_of(receipt.from));
}

void Receipts::write(const ChatState& state) {
    const auto conversation = conversations_.id_of(accounts_.id_of(state.account),
                                                   addresses_.id_of(state.with), state.in_room);
    insert_state_.run(conversation, state.stamp, to_string(state.direction),
                      addresses_.resource_id_of(state.from), to_string(state.state));
}

}  // namespace boswell::archive
