// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/pairing.hpp"

#include "archive/message_ids.hpp"

#include <chrono>
#include <string>

namespace boswell::archive {

using namespace std::chrono_literals;

static constexpr milliseconds window_with_id = 24h;
static constexpr milliseconds window_without_id = 60s;

// What is looked at is bounded on both sides of the stamp: a conversation may be busy, and a
// stranger may make it so. `near` are message ids, which follow the stamps.
static std::string candidates_sql(const std::string& near) {
    return "WITH near AS (" + near + R"()
SELECT message.id,
       abs(message.stamp - ?5),
       EXISTS (SELECT 1 FROM message_copy AS copy
               WHERE copy.message_id = message.id AND copy.via = ?6),
       EXISTS (SELECT 1 FROM message_copy AS copy
               WHERE copy.message_id = message.id AND copy.via <> 'archive'),
       EXISTS (SELECT 1 FROM message_copy AS copy
               WHERE copy.message_id = message.id AND copy.joined_by = 'split'),
       ?6 = 'room-history'
       AND EXISTS (SELECT 1 FROM message_copy AS copy
                   WHERE copy.message_id = message.id AND copy.via = ?6
                     AND copy.claimed_stamp = ?16)
       AND NOT EXISTS (SELECT 1 FROM message_copy AS copy
                       WHERE copy.message_id = message.id AND copy.via = ?6
                         AND copy.seen_at >= ?17),
       (SELECT count(DISTINCT copy.stanza_id) FROM message_copy AS copy
        WHERE copy.message_id = message.id)
FROM near
JOIN message ON message.id = near.id
JOIN conversation ON conversation.id = message.conversation_id
WHERE message.direction = ?7
  AND (message.type = ?8 OR ?18 AND message.type = 'normal')
  AND message.from_id = ?9
  AND (conversation.type = 'chat'
       OR iif(?7 = 'out' AND ?8 <> 'groupchat', message.to_resource_id IS ?11,
              message.from_resource_id IS ?10))
  AND (message.message_id IS ?12 OR ?18)
  AND message.body IS ?13
  AND message.subject IS ?14
  AND (message.encryption IS ?15 OR ?18)
ORDER BY 2, 1)";
}

static constexpr auto near_provisional = R"(
SELECT * FROM (SELECT message_id AS id FROM provisional
               WHERE conversation_id = ?1 AND message_id BETWEEN ?2 AND ?3 - 1
               ORDER BY message_id DESC LIMIT 256)
UNION ALL
SELECT * FROM (SELECT message_id FROM provisional
               WHERE conversation_id = ?1 AND message_id BETWEEN ?3 AND ?4
               ORDER BY message_id LIMIT 256))";

// Fewer, because every live message without a stanza-id looks here.
static constexpr auto near_all = R"(
SELECT * FROM (SELECT id FROM message
               WHERE conversation_id = ?1 AND id BETWEEN ?2 AND ?3 - 1
               ORDER BY id DESC LIMIT 32)
UNION ALL
SELECT * FROM (SELECT id FROM message
               WHERE conversation_id = ?1 AND id BETWEEN ?3 AND ?4
               ORDER BY id LIMIT 32))";

static constexpr auto insert_sql = R"(
INSERT INTO provisional (conversation_id, message_id)
VALUES (?1, ?2))";

static constexpr auto remove_sql = R"(
DELETE FROM provisional
WHERE conversation_id = ?1 AND message_id = ?2)";

namespace {

struct Candidate {
    std::int64_t id;
    milliseconds distance;  // of the stamps
    bool came_this_way;
    bool came_otherwise;  // than from the server's archive
    bool was_split;
    bool is_told_again;  // a room tells whoever enters what was said before
    int stanza_ids;
};

}  // namespace

Pairing::Pairing(sqlite::Database& database, Addresses& addresses)
    : addresses_(addresses),
      provisional_(database, candidates_sql(near_provisional)),
      all_(database, candidates_sql(near_all)),
      insert_(database, insert_sql),
      remove_(database, remove_sql) {}

static bool has_text(const Message& message) {
    return !best_text(message.bodies).empty() || !best_text(message.subjects).empty();
}

/// A message to the account itself. The server archives it twice, as sent and as received.
static bool is_note(const Message& message) {
    return message.with == message.account && message.stanza_id && !message.message_id.empty();
}

static bool fits(const Message& message, const Candidate& candidate) {
    if (candidate.was_split) return false;
    if (is_note(message))
        return candidate.stanza_ids < 2 && candidate.distance <= window_without_id;
    if (candidate.is_told_again) return true;
    if (candidate.came_this_way) return false;
    const bool has_id = !message.message_id.empty();
    const bool repeats = message.via == Via::archive || message.via == Via::room_history;
    const bool from_archive = repeats || !candidate.came_otherwise;
    if (!has_id && !from_archive) return false;
    return candidate.distance <= (has_id && from_archive ? window_with_id : window_without_id);
}

std::optional<Match> Pairing::find(std::int64_t conversation, const Message& message) {
    if (message.via == Via::import) return std::nullopt;
    if (message.message_id.empty() && !has_text(message)) return std::nullopt;
    // A copy with a stanza-id is of no message that has another one already; but that of a reduced
    // one is not the server's.
    const bool alone = message.stanza_id && !message.reduced && !is_note(message);
    auto& candidates = alone ? provisional_ : all_;
    // Nearly always the other copy is near, and few messages need to be looked at.
    if (const auto match = nearest(candidates, conversation, message, window_without_id))
        return match;
    if (message.message_id.empty()) return std::nullopt;
    return nearest(candidates, conversation, message, window_with_id);
}

std::optional<Match> Pairing::nearest(sqlite::Statement& candidates, std::int64_t conversation,
                                      const Message& message, milliseconds window) {
    auto use = candidates.use(
        conversation, MessageIds::preferred(message.stamp - window),
        MessageIds::preferred(message.stamp), MessageIds::preferred(message.stamp + window),
        message.stamp, to_string(message.via), to_string(message.direction),
        to_string(message.type), addresses_.id_of(message.from),
        addresses_.resource_id_of(message.from), addresses_.resource_id_of(message.to),
        sqlite::or_null(message.message_id), sqlite::or_null(best_text(message.bodies)),
        sqlite::or_null(best_text(message.subjects)), sqlite::or_null(message.encryption),
        message.delay ? std::optional(message.delay->stamp) : std::nullopt, message.entered_at,
        message.reduced);
    while (use.next()) {
        const Candidate candidate{.id = use.get<std::int64_t>(0),
                                  .distance = milliseconds(use.get<std::int64_t>(1)),
                                  .came_this_way = use.get<bool>(2),
                                  .came_otherwise = use.get<bool>(3),
                                  .was_split = use.get<bool>(4),
                                  .is_told_again = use.get<bool>(5),
                                  .stanza_ids = use.get<int>(6)};
        if (!fits(message, candidate)) continue;
        const bool twin = is_note(message) && candidate.stanza_ids == 1;
        if (twin) return Match{candidate.id, "to-self"};
        return Match{candidate.id, message.message_id.empty() ? "same-text" : "same-id"};
    }
    return std::nullopt;
}

void Pairing::add_provisional(std::int64_t conversation, std::int64_t message) {
    insert_.run(conversation, message);
}

void Pairing::remove_provisional(std::int64_t conversation, std::int64_t message) {
    remove_.run(conversation, message);
}

}  // namespace boswell::archive
