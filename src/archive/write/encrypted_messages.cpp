// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/encrypted_messages.hpp"

#include "model/omemo.hpp"
#include "model/pep.hpp"

#include <optional>

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO omemo_message (message_id, state, sender_id)
SELECT ?1, ?3, ?4
WHERE EXISTS (SELECT 1 FROM omemo_device WHERE account_id = ?2))";

static constexpr auto set_sender_sql = R"(
UPDATE omemo_message
SET state = 'waiting', sender_id = ?2
WHERE message_id = ?1 AND state = 'unknown-sender')";

// The number of rows is bounded: occupants may change their presence without end.
static constexpr auto presences_sql = R"(
SELECT presence.resource_id, presence.type IS NULL, occupant.jid
FROM presence
LEFT JOIN occupant ON occupant.id = presence.room_occupant_id
WHERE account_id = ?1 AND contact_id = ?2
ORDER BY seen_at DESC, n DESC
LIMIT 20000)";

EncryptedMessages::EncryptedMessages(sqlite::Database& database, Addresses& addresses)
    : addresses_(addresses),
      insert_(database, insert_sql),
      set_sender_(database, set_sender_sql),
      presences_(database, presences_sql) {}

static bool is_encrypted_to_devices(const Message& message) {
    // A bounce is what we have sent.
    return message.type != MessageType::error &&
           (message.encryption == protocol_of(PepNode::axolotl_devices) ||
            message.encryption == protocol_of(PepNode::devices));
}

void EncryptedMessages::see(std::int64_t account, std::int64_t id, const Message& message) {
    if (!is_encrypted_to_devices(message)) return;
    const auto sender = sender_of(account, message);
    if (sender.empty())
        insert_.run(id, account, to_string(OmemoFailure::unknown_sender), std::nullopt);
    else
        insert_.run(id, account, "waiting", addresses_.id_of(sender));
}

void EncryptedMessages::see_copy(std::int64_t id, const Message& message) {
    if (!is_encrypted_to_devices(message) || message.real_from.empty()) return;
    set_sender_.run(id, addresses_.id_of(message.real_from));
}

/// Bare; empty if it is not known.
Jid EncryptedMessages::sender_of(std::int64_t account, const Message& message) {
    const bool by_own_client = message.from.bare() == message.account;
    if (!message.in_room || by_own_client)
        return message.direction == Direction::out ? message.account : message.from.bare();
    if (!message.real_from.empty()) return message.real_from;
    // What came later than it was said may be of somebody else who had that nickname.
    return message.via == Via::stream ? present_occupant(account, message) : Jid();
}

/// Who has the nickname now, as the room has told; empty if it has not.
Jid EncryptedMessages::present_occupant(std::int64_t account, const Message& message) {
    const auto nickname = addresses_.resource_id_of(message.from);
    if (!nickname) return {};
    for (auto use = presences_.use(account, addresses_.find_id_of(message.with)); use.next();) {
        if (use.get<std::optional<std::int64_t>>(0) != nickname) continue;
        const bool is_present = use.get<bool>(1);
        if (!is_present || use.is_null(2)) return {};
        return Jid::parse(use.get<std::string_view>(2)).value_or(Jid()).bare();
    }
    return {};
}

}  // namespace boswell::archive
