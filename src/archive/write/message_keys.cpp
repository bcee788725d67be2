// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_keys.hpp"

namespace boswell::archive {

static constexpr auto make_key_sql = R"(
INSERT INTO property (name, value)
VALUES ('key', randomblob(16))
ON CONFLICT (name) DO NOTHING)";

static constexpr auto find_sql = R"(
SELECT key.message_id
FROM message_key AS key
JOIN message ON message.id = key.message_id
JOIN conversation ON conversation.id = message.conversation_id
WHERE key.hash = ?1
  AND conversation.account_id = ?2
  AND EXISTS (SELECT 1
              FROM message_copy AS copy
              WHERE copy.message_id = key.message_id
                AND copy.stanza_id = ?3
                AND copy.stanza_id_by = ?4)
ORDER BY key.message_id
LIMIT 64)";

static constexpr auto insert_sql = R"(
INSERT INTO message_key (hash, message_id)
VALUES (?1, ?2)
ON CONFLICT DO NOTHING)";

static constexpr auto remove_sql = R"(
DELETE FROM message_key
WHERE hash = ?1 AND message_id = ?2)";

static constexpr auto move_sql = R"(
UPDATE message_key
SET message_id = ?3
WHERE hash = ?1 AND message_id = ?2)";

void MessageKeys::make_key(sqlite::Database& database) {
    sqlite::Statement(database, make_key_sql).run();
}

MessageKeys::MessageKeys(sqlite::Database& database, Addresses& addresses)
    : addresses_(addresses),
      hash_(database),
      find_(database, find_sql),
      insert_(database, insert_sql),
      remove_(database, remove_sql),
      move_(database, move_sql) {}

std::vector<std::int64_t> MessageKeys::find_all(std::int64_t account, const StanzaId& id) {
    std::vector<std::int64_t> messages;
    auto use = find_.use(hash_.of(account, id), account, id.id, addresses_.id_of(id.by));
    while (use.next()) messages.push_back(use.get<std::int64_t>(0));
    return messages;
}

std::optional<std::int64_t> MessageKeys::find(std::int64_t account, const StanzaId& id) {
    const auto messages = find_all(account, id);
    if (messages.empty()) return std::nullopt;
    return messages.front();
}

void MessageKeys::add(std::int64_t account, const StanzaId& id, std::int64_t message) {
    insert_.run(hash_.of(account, id), message);
}

void MessageKeys::remove(std::int64_t account, const StanzaId& id, std::int64_t message) {
    remove_.run(hash_.of(account, id), message);
}

void MessageKeys::move(std::int64_t account, const StanzaId& id, std::int64_t from,
                       std::int64_t to) {
    move_.run(hash_.of(account, id), from, to);
}

}  // namespace boswell::archive
