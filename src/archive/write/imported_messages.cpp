// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/imported_messages.hpp"

namespace boswell::archive {

/// imported_message.run_id of copies that no import brought.
static constexpr std::int64_t no_run = 0;

static constexpr auto stored_sql = R"(
SELECT (SELECT coalesce(sum(DISTINCT CASE via WHEN 'stream' THEN 1 WHEN 'offline' THEN 2
                                              WHEN 'carbon' THEN 4 WHEN 'archive' THEN 8
                                              WHEN 'room-history' THEN 16 ELSE 32 END), 0)
        FROM message_copy
        WHERE message_copy.message_id = message.id AND joined_by = 'import'),
       (to_id IS NOT NULL) + 2 * (to_resource_id IS NOT NULL) + 4 * (thread IS NOT NULL)
       + 8 * (message_id IS NOT NULL)
       + 16 * (origin_id IS NOT NULL OR coalesce(has & 16, 0) <> 0)
       + 32 * (encryption IS NOT NULL) + 64 * (occupant_id IS NOT NULL) + 128 * (body IS NOT NULL)
       + 256 * (subject IS NOT NULL)
       + 512 * (EXISTS (SELECT 1 FROM attachment WHERE attachment.message_id = message.id)
                OR EXISTS (SELECT 1 FROM mention WHERE mention.message_id = message.id)
                OR EXISTS (SELECT 1 FROM link_preview WHERE link_preview.message_id = message.id))
       + 1024 * EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id)
       + 4096 * EXISTS (SELECT 1 FROM message_copy
                        WHERE message_copy.message_id = message.id AND stanza_id IS NOT NULL)
       + 8192 * (shown IS NOT NULL OR encryption IS NULL)
       + 16384 * EXISTS (SELECT 1 FROM local_time WHERE local_time.message_id = message.id)
FROM message
WHERE id = ?1)";

static constexpr auto is_imported_sql = "SELECT 1 FROM imported_message WHERE message_id = ?1";

static constexpr auto any_sql = "SELECT 1 FROM imported_message LIMIT 1";

static constexpr auto insert_sql = R"(
INSERT INTO imported_message (message_id, run_id, ways, columns)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE
SET ways = ways | excluded.ways, columns = columns | excluded.columns)";

static constexpr auto confirm_sql = R"(
INSERT INTO imported_message (message_id, run_id, ways, columns)
SELECT ?1, 0, ?3, ?2
WHERE EXISTS (SELECT 1 FROM imported_message WHERE message_id = ?1)
ON CONFLICT DO UPDATE
SET ways = ways | excluded.ways, columns = columns | excluded.columns
WHERE columns | excluded.columns <> columns OR ways | excluded.ways <> ways)";

static constexpr auto has_body_sql = "SELECT 1 FROM message WHERE id = ?1 AND body IS ?2";

std::int64_t way_bit(Via via) { return std::int64_t{1} << static_cast<int>(via); }

std::string_view text_of(const Message& message) {
    if (message.shown) return *message.shown;
    return message.encryption.empty() ? best_text(message.bodies) : std::string_view();
}

MessageParts parts_of(const Message& message, std::span<const Via> ways) {
    MessageParts parts;
    for (const auto via : ways) parts.ways |= way_bit(via);
    const auto add = [&](bool has, std::int64_t bit) { parts.columns |= has ? bit : 0; };
    add(!message.to.empty(), part::to_id);
    add(!message.to.resourcepart().empty(), part::to_resource);
    add(!message.thread.empty(), part::thread);
    add(!message.message_id.empty(), part::message_id);
    add(!message.origin_id.empty(), part::origin_id);
    add(!message.encryption.empty(), part::encryption);
    add(!message.occupant_id.empty(), part::occupant_id);
    add(!best_text(message.bodies).empty(), part::body);
    add(!best_text(message.subjects).empty(), part::subject);
    add(!message.attachments.empty() || !message.mentions.empty() || !message.previews.empty(),
        part::attachments);
    add(message.annotation || message.reply, part::annotations);
    add(message.stanza_id.has_value(), part::stanza_id);
    add(!text_of(message).empty(), part::text);
    return parts;
}

ImportedMessages::ImportedMessages(sqlite::Database& database)
    : stored_(database, stored_sql),
      is_imported_(database, is_imported_sql),
      any_(database, any_sql),
      insert_(database, insert_sql),
      confirm_(database, confirm_sql),
      has_body_(database, has_body_sql) {}

MessageParts ImportedMessages::stored(std::int64_t message) {
    auto use = stored_.use(message);
    if (!use.next()) return {};
    return {.ways = use.get<std::int64_t>(0), .columns = use.get<std::int64_t>(1)};
}

void ImportedMessages::add(std::int64_t message, std::int64_t run, MessageParts parts) {
    has_rows_ = true;
    insert_.run(message, run, parts.ways, parts.columns | part::row);
}

void ImportedMessages::know(std::int64_t message, std::int64_t run, MessageParts before,
                            MessageParts parts, bool completed) {
    const bool imported = is_imported_.use(message).next();
    if (!imported && !completed) return;
    has_rows_ = true;
    if (!imported) insert_.run(message, no_run, before.ways, before.columns);
    insert_.run(message, run, parts.ways, parts.columns);
}

void ImportedMessages::confirm(std::int64_t message, const Message& copy, bool known) {
    if (!has_rows()) return;
    auto columns = parts_of(copy, {}).columns;
    if (!has_body(message, copy)) columns &= ~part::body;
    confirm_.run(message, columns, known ? way_bit(copy.via) : 0);
}

void ImportedMessages::confirm_text(std::int64_t message) {
    if (has_rows()) confirm_.run(message, part::text, 0);
}

/// The body of an encrypted copy is no text. Where the row has another one, an import brought that.
bool ImportedMessages::has_body(std::int64_t message, const Message& copy) {
    return copy.encryption.empty() || has_body_.use(message, best_text(copy.bodies)).next();
}

/// Nearly no archive has any, and then a copy costs nothing.
bool ImportedMessages::has_rows() {
    if (!has_rows_) has_rows_ = any_.use().next();
    return *has_rows_;
}

}  // namespace boswell::archive
