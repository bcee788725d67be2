// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/calls.hpp"

namespace boswell::archive {

static constexpr auto is_note_sql = R"(
SELECT 1
FROM annotation
JOIN account ON account.id = ?1
WHERE annotation.message_id = ?2 AND annotation.kind = 'call' AND annotation.action <> 'propose'
  AND account.jid = ?3)";

// Bounded like all that a stranger may send any number of.
static constexpr auto loose_sql = R"(
SELECT message.id, message.stamp
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.kind = 'call' AND annotation.target_id IS NULL AND annotation.named_id = ?1
  AND annotation.conversation_id = ?2 AND NOT annotation.hides
ORDER BY annotation.action <> 'propose', message.stamp, message.id
LIMIT 64)";

static constexpr auto only_sql = R"(
SELECT message.id
FROM annotation
JOIN message ON message.id = annotation.message_id
JOIN conversation ON conversation.id = annotation.conversation_id
WHERE annotation.kind = 'call' AND annotation.target_id IS NULL AND annotation.named_id = ?1
  AND annotation.action = 'propose' AND conversation.account_id = ?2 AND NOT annotation.hides
LIMIT 2)";

static constexpr auto notes_sql = R"(
SELECT message.id, message.stamp
FROM account
JOIN address ON address.jid = account.jid
JOIN conversation ON conversation.account_id = account.id AND conversation.with_id = address.id
JOIN annotation ON annotation.conversation_id = conversation.id
JOIN message ON message.id = annotation.message_id
WHERE account.id = ?2 AND annotation.kind = 'call' AND annotation.target_id IS NULL
  AND annotation.named_id = ?1 AND annotation.action <> 'propose'
ORDER BY message.id
LIMIT 64)";

Calls::Calls(sqlite::Database& database)
    : is_note_(database, is_note_sql),
      loose_(database, loose_sql),
      only_(database, only_sql),
      notes_(database, notes_sql) {}

bool Calls::is_note_to_devices(const Conversation& conversation, std::int64_t message) {
    return is_note_.use(conversation.account, message, conversation.with.str()).next();
}

std::vector<Carrier> Calls::loose(const Conversation& conversation, std::string_view named_id) {
    return carriers(loose_.use(named_id, conversation.id), named_id);
}

std::optional<std::int64_t> Calls::only_call(std::int64_t account, std::string_view named_id) {
    auto use = only_.use(named_id, account);
    if (!use.next()) return std::nullopt;
    const auto id = use.get<std::int64_t>(0);
    return use.next() ? std::nullopt : std::optional(id);
}

std::vector<Carrier> Calls::waiting_notes(std::int64_t account, std::string_view named_id) {
    return carriers(notes_.use(named_id, account), named_id);
}

std::vector<Carrier> Calls::carriers(sqlite::Use use, std::string_view named_id) {
    std::vector<Carrier> found;
    while (use.next())
        found.push_back({.id = use.get<std::int64_t>(0),
                         .kind = AnnotationKind::call,
                         .named_id = std::string(named_id),
                         .stamp = use.get<Time>(1)});
    return found;
}

}  // namespace boswell::archive
