// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/known_messages.hpp"

#include "archive/message_ids.hpp"
#include "model/encrypted_link.hpp"

#include <algorithm>
#include <string>

namespace boswell::archive {

// What each record of the file has found, on disk if that is much.
static constexpr auto matched_sql = R"(
CREATE TEMP TABLE IF NOT EXISTS matched (
    message_id   INTEGER PRIMARY KEY,
    by_stanza_id INTEGER NOT NULL
))";

static constexpr auto is_matched_sql = "SELECT 1 FROM temp.matched WHERE message_id = ?1";

static constexpr auto is_matched_otherwise_sql = R"(
SELECT 1
FROM temp.matched
WHERE message_id = ?1 AND NOT by_stanza_id)";

static constexpr auto is_provisional_sql = R"(
SELECT 1
FROM provisional
WHERE conversation_id = ?1 AND message_id = ?2)";

static constexpr auto by_id_sql = "SELECT id FROM message WHERE id = ?1";

// Bounded: any number of messages may have the same stamp.
static constexpr auto by_sender_id_sql = R"(
SELECT id
FROM message
WHERE conversation_id = ?1 AND message_id IS NOT NULL
  AND substr(message_id, -5) = substr(?4, -5) AND id BETWEEN ?2 AND ?3
ORDER BY id
LIMIT 1024)";

// Without those whose text can be seen here to be another one. What is compared of an encrypted
// message, or of one with several bodies, stands elsewhere.
static constexpr auto by_time_sql = R"(
SELECT id
FROM (SELECT id, body, encryption
      FROM message
      WHERE conversation_id = ?1 AND id BETWEEN ?2 AND ?3
      ORDER BY id
      LIMIT 1024) AS near
WHERE ?4 IS NULL OR ifnull(body, '') IN ('', ?4) OR encryption IS NOT NULL
   OR EXISTS (SELECT 1 FROM message_body WHERE message_id = near.id))";

// Of more messages of one second than the bound above, those behind what the record before has
// found: a file that is imported again has them in the same order.
static constexpr auto next_sql = R"(
SELECT id
FROM message
WHERE conversation_id = ?1 AND id > ?2 AND id <= ?3
ORDER BY id
LIMIT 64)";

// How far behind the place of its stamp a message without an id of its sender is looked for, and
// how far before it, where those are that were fetched newest first.
static constexpr std::int64_t displacement = 60'000;
static constexpr std::int64_t advance = 2'000;

static constexpr auto match_sql = R"(
INSERT INTO temp.matched (message_id, by_stanza_id)
VALUES (?1, ?2)
ON CONFLICT DO NOTHING)";

static constexpr auto unmatch_all_sql = "DELETE FROM temp.matched";

/// What another text than this one contradicts; nullopt if no text does, or if that takes more than
/// to compare the bytes.
static std::optional<std::string_view> text_of(const Identity& identity) {
    if (identity.is_ciphertext || !identity.body || identity.body->empty()) return std::nullopt;
    if (lacks_link_keys(*identity.body)) return std::nullopt;
    return identity.body;
}

void KnownMessages::make_tables(sqlite::Database& database) { database.execute(matched_sql); }

KnownMessages::KnownMessages(sqlite::Database& database, Tables& tables)
    : tables_(tables),
      identities_(database),
      by_id_(database, by_id_sql),
      by_sender_id_(database, by_sender_id_sql),
      by_time_(database, by_time_sql),
      next_(database, next_sql),
      is_matched_(database, is_matched_sql),
      is_matched_otherwise_(database, is_matched_otherwise_sql),
      is_provisional_(database, is_provisional_sql),
      match_(database, match_sql),
      unmatch_all_(database, unmatch_all_sql) {}

void KnownMessages::begin_file(Origin origin) {
    origin_ = origin;
    last_taken_ = 0;
    unmatch_all_.run();
}

void KnownMessages::take(std::int64_t id, const Message& message) {
    match_.run(id, message.stanza_id.has_value());
    last_taken_ = id;
}

Identity KnownMessages::identity_of(const RestoredMessage& restored) {
    const auto& message = restored.message;
    const auto conversation =
        tables_.conversations.id_of(tables_.accounts.id_of(message.account),
                                    tables_.addresses.id_of(message.with), message.in_room);
    auto identity = archive::identity_of(message, conversation, tables_.addresses);
    if (restored.is_corrected) {
        identity.bodies.reset();
        identity.encryption.reset();
    }
    if (origin_ == Origin::history) forget_absent(identity);
    return identity;
}

std::optional<std::int64_t> KnownMessages::find(const RestoredMessage& restored) {
    const auto identity = identity_of(restored);
    if (const auto known = find_by_stanza_id(restored, identity)) return known;
    if (origin_ == Origin::history) return find_in_history(restored.message, identity);
    return find_equal(restored, identity);
}

std::optional<std::int64_t> KnownMessages::find_by_stanza_id(const RestoredMessage& restored) {
    return find_by_stanza_id(restored, identity_of(restored));
}

std::optional<std::int64_t> KnownMessages::find_by_stanza_id(const RestoredMessage& restored,
                                                             const Identity& identity) {
    const auto& message = restored.message;
    if (!message.stanza_id) return std::nullopt;
    auto messages = tables_.messages.with_stanza_id(tables_.accounts.id_of(message.account),
                                                    *message.stanza_id);
    // What a record without a stanza-id was taken for is another message of the file.
    std::erase_if(messages, [this](auto id) { return is_matched_otherwise_.use(id).next(); });
    return tables_.messages.first_same(messages, identity, restored.ways);
}

std::optional<std::int64_t> KnownMessages::find_equal(const RestoredMessage& restored,
                                                      const Identity& identity) {
    const auto& message = restored.message;
    const auto conversation = identity.conversation;
    if (const auto same = first_equal(by_id_.use(restored.id), identity, restored)) return same;
    const auto place = MessageIds::preferred(message.stamp);
    if (message.message_id.empty()) {
        const auto same = first_equal(
            by_time_.use(conversation, place - advance, place + displacement, text_of(identity)),
            identity, restored);
        if (same) return same;
        return first_equal(next_.use(conversation, last_taken_, MessageIds::last(message.stamp)),
                           identity, restored);
    }
    return first_equal(by_sender_id_.use(conversation, MessageIds::first(message.stamp),
                                         MessageIds::last(message.stamp), message.message_id),
                       identity, restored);
}

std::optional<std::int64_t> KnownMessages::first_equal(sqlite::Use near, const Identity& identity,
                                                       const RestoredMessage& restored) {
    std::optional<std::int64_t> first;
    identities_.visit(near, identity, [&](std::int64_t id, const Identity& stored) {
        if (compare(identity, stored, Ways::record, id == restored.id) != Sameness::none &&
            !is_taken(id, stored, restored.message))
            first = id;
        return !first;
    });
    return first;
}

/// By the sender's id if the history has it, else by the text.
std::optional<std::int64_t> KnownMessages::find_in_history(const Message& message,
                                                           const Identity& identity) {
    const auto within = [&](milliseconds window) {
        return std::pair{MessageIds::preferred(message.stamp - window),
                         MessageIds::preferred(message.stamp + window)};
    };
    if (!message.message_id.empty()) {
        const auto [first, last] = within(widest_window_with_id);
        if (const auto same = nearest_equal(
                by_sender_id_.use(identity.conversation, first, last, message.message_id), identity,
                message))
            return same;
    }
    const auto [first, last] = within(widest_window_without_id);
    if (const auto same = nearest_equal(
            by_time_.use(identity.conversation, first, last, text_of(identity)), identity, message))
        return same;
    return nearest_equal(
        next_.use(identity.conversation, last_taken_, MessageIds::last(message.stamp)), identity,
        message);
}

std::optional<std::int64_t> KnownMessages::nearest_equal(sqlite::Use near, const Identity& identity,
                                                         const Message& message) {
    std::optional<std::pair<milliseconds, std::int64_t>> nearest;
    identities_.visit(near, identity, [&](std::int64_t id, const Identity& stored) {
        const std::pair place{std::chrono::abs(stored.stamp - message.stamp), id};
        if (nearest && *nearest <= place) return true;
        if (compare(identity, stored, Ways::history) == Sameness::none) return true;
        if (!is_taken(id, stored, message)) nearest = place;
        return true;
    });
    if (!nearest) return std::nullopt;
    return nearest->second;
}

/// True if another record has found it, or if it has a stanza-id and that is another one.
bool KnownMessages::is_taken(std::int64_t id, const Identity& stored, const Message& message) {
    if (is_matched_.use(id).next()) return true;
    return message.stanza_id && !is_provisional_.use(stored.conversation, id).next();
}

}  // namespace boswell::archive
