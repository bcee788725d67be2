// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/stored_text.hpp"

#include "base/error.hpp"

#include <utility>

namespace boswell::archive {

static constexpr auto row_sql = R"(
SELECT account.jid, partner.jid, conversation.type = 'groupchat', message.direction, message.type,
       sender.jid, sender_resource.name, message.body, message.subject, message.encryption,
       message.shown, message.stamp
FROM message
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
JOIN address AS sender ON sender.id = message.from_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id
WHERE message.id = ?1)";

static constexpr auto bodies_sql = R"(
SELECT lang, body
FROM message_body
WHERE message_id = ?1
ORDER BY lang)";

static constexpr auto files_sql = R"(
SELECT url, description, mime, size, details ->> 'caption'
FROM attachment
WHERE message_id = ?1
ORDER BY n)";

static constexpr auto previews_sql = R"(
SELECT url, title
FROM link_preview
WHERE message_id = ?1
ORDER BY n)";

// Copies of one message say the same. A few are tried, since one may be a tombstone.
static std::string stanzas_sql() {
    return fmt::format(
        "SELECT {} FROM message_copy AS copy JOIN message ON message.id = copy.message_id {} "
        "WHERE copy.message_id = ?1 AND copy.stanza IS NOT NULL ORDER BY copy.id LIMIT 4",
        StanzaUnpacker::columns(), repeated_joins);
}

static constexpr auto corrections_sql = R"(
SELECT message_id
FROM annotation
WHERE kind = 'correction' AND target_id = ?1 AND hides
ORDER BY message_id)";

StoredTexts::StoredTexts(const sqlite::Database& database, RereadStanza reread)
    : reread_(std::move(reread)),
      unpacker_(database),
      row_(database, row_sql),
      bodies_(database, bodies_sql),
      files_(database, files_sql),
      previews_(database, previews_sql),
      stanzas_(database, stanzas_sql()),
      corrections_(database, corrections_sql) {}

static IndexedText indexed(const Message& message) {
    return indexed_text(best_text(message.bodies), best_text(message.subjects),
                        searched_text(message));
}

StoredTexts::Text StoredTexts::today(std::int64_t id) {
    auto [message, new_files] = own(id);
    Text text{
        .shown = message.shown, .new_files = std::move(new_files), .indexed = indexed(message)};
    std::vector<std::int64_t> corrections;
    for (auto use = corrections_.use(id); use.next();)
        corrections.push_back(use.get<std::int64_t>(0));
    if (corrections.empty()) return text;
    const auto shown = shown_text(message);
    const auto original = indexed_text(shown, best_text(message.subjects), shown).text;
    for (const auto correction : corrections) {
        const auto version = indexed(own(correction).message).text;
        if (version.empty()) continue;
        text.indexed.text = with_version(text.indexed.text, original, version);
        text.indexed.segmented = text.indexed.text;
    }
    return text;
}

std::optional<Message> StoredTexts::reread(std::int64_t id) {
    const auto stored = row(id);
    return read_stanzas(id, stored, stored.encryption.empty());
}

Message StoredTexts::row(std::int64_t id) {
    auto use = row_.use(id);
    if (!use.next()) throw Error("there is no message {}", id);
    auto message = stored(use);
    add_bodies(id, message);
    return message;
}

StoredTexts::Own StoredTexts::own(std::int64_t id) {
    Own own{.message = row(id), .new_files = {}};
    add_files(id, own.message);
    add_previews(id, own.message);
    const auto read = read_stanzas(id, own.message, false);
    if (!read) return own;
    // Of an encrypted message the stanza does not have the text that people read.
    const bool is_decrypted = !own.message.encryption.empty() && own.message.shown;
    if (!is_decrypted) own.message.shown = read->shown;
    if (!own.message.attachments.empty()) return own;
    own.message.attachments = own.new_files = read->attachments;
    return own;
}

Message StoredTexts::stored(const sqlite::Use& row) {
    Message message;
    message.account = Jid::of(row.get<std::string_view>(0));
    message.with = Jid::of(row.get<std::string_view>(1));
    message.in_room = row.get<bool>(2);
    message.direction = parse_direction(row.get<std::string_view>(3)).value_or(message.direction);
    message.type = parse_message_type(row.get<std::string_view>(4)).value_or(message.type);
    message.from = Jid::of(row.get<std::string_view>(5));
    if (!row.is_null(6)) message.from = message.from.with_resource(row.get<std::string_view>(6));
    if (!row.is_null(7)) message.bodies.push_back({"", row.get<std::string>(7)});
    if (!row.is_null(8)) message.subjects.push_back({"", row.get<std::string>(8)});
    message.encryption = row.get<std::string>(9);
    message.shown = row.get<std::optional<std::string>>(10);
    message.stamp = row.get<Time>(11);
    return message;
}

/// Behind the one of column body, which is the one that people read.
void StoredTexts::add_bodies(std::int64_t id, Message& message) {
    for (auto use = bodies_.use(id); use.next();) {
        auto text = use.get<std::string>(1);
        if (!message.bodies.empty() && text == message.bodies.front().text) continue;
        message.bodies.push_back({use.get<std::string>(0), std::move(text)});
    }
}

void StoredTexts::add_files(std::int64_t id, Message& message) {
    for (auto use = files_.use(id); use.next();)
        message.attachments.push_back({.url = use.get<std::string>(0),
                                       .description = use.get<std::string>(1),
                                       .mime = use.get<std::string>(2),
                                       .size = use.get<std::optional<std::int64_t>>(3),
                                       .caption = use.get<std::string>(4)});
}

void StoredTexts::add_previews(std::int64_t id, Message& message) {
    for (auto use = previews_.use(id); use.next();)
        message.previews.push_back(
            {.url = use.get<std::string>(0), .title = use.get<std::string>(1)});
}

/// What the first stanza says that has the text of the row. A text that is gone from the row, such
/// as that of a note that was to be off the record, does not come back. `may_be_encrypted`: so may
/// the stanza be, in a way that was unknown when it came.
std::optional<Message> StoredTexts::read_stanzas(std::int64_t id, const Message& stored,
                                                 bool may_be_encrypted) {
    for (auto use = stanzas_.use(id); use.next();) {
        std::string original;
        try {
            original = unpacker_.read(use, 0);
        } catch (const sqlite::Unavailable&) {
            throw;
        } catch (const Error&) {
            continue;  // damaged: `boswell verify` tells of it
        }
        auto read = reread_(original, stored);
        if (read && best_text(read->bodies) == best_text(stored.bodies) &&
            (may_be_encrypted || read->encryption == stored.encryption))
            return read;
    }
    return std::nullopt;
}

}  // namespace boswell::archive
