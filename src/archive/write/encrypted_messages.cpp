// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/encrypted_messages.hpp"

#include "model/pep.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO omemo_message (message_id, state)
SELECT ?1, 'waiting'
WHERE EXISTS (SELECT 1 FROM omemo_device WHERE account_id = ?2))";

EncryptedMessages::EncryptedMessages(sqlite::Database& database) : insert_(database, insert_sql) {}

void EncryptedMessages::see(std::int64_t account, std::int64_t id, const Message& message) {
    // A bounce is what we have sent; in rooms it is not known who speaks.
    const bool is_sent_to_us = message.type != MessageType::error && !message.in_room;
    if (!is_sent_to_us || message.encryption != protocol_of(PepNode::axolotl_devices)) return;
    insert_.run(id, account);
}

}  // namespace boswell::archive
