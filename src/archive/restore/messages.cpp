// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/messages.hpp"

#include "archive/json.hpp"
#include "archive/message_ids.hpp"

#include <algorithm>
#include <string>

namespace boswell::archive {

// What each record of the file has found, on disk if that is much.
static constexpr auto matched_sql = R"(
CREATE TEMP TABLE IF NOT EXISTS matched (message_id INTEGER PRIMARY KEY))";

// `near` are ids of messages among which to look.
static std::string equal_sql(const std::string& near) {
    return R"(
WITH place AS (SELECT id FROM conversation WHERE account_id = ?1 AND with_id = ?2),
near AS ()" +
           near + R"()
SELECT message.id
FROM near
JOIN message ON message.id = near.id
WHERE message.conversation_id = (SELECT id FROM place)
  AND message.direction = ?5
  AND message.type = ?6
  AND message.stamp = ?7
  AND message.from_id = ?8
  AND message.from_resource_id IS ?9
  AND message.to_id IS ?10
  AND message.to_resource_id IS ?11
  AND message.message_id IS ?12
  AND message.body IS ?13
  AND (NOT ?14 OR EXISTS (SELECT 1 FROM provisional
                          WHERE provisional.conversation_id = message.conversation_id
                            AND provisional.message_id = message.id))
  AND NOT EXISTS (SELECT 1 FROM temp.matched WHERE matched.message_id = message.id)
ORDER BY message.id
LIMIT 1)";
}

static constexpr auto near_id = "SELECT ?3 AS id";

// Bounded: any number of messages may have the same stamp.
static constexpr auto near_sender_id = R"(
SELECT id
FROM message
WHERE conversation_id = (SELECT id FROM place) AND message_id IS NOT NULL
  AND substr(message_id, -8) = substr(?12, -8) AND id BETWEEN ?3 AND ?4
ORDER BY id
LIMIT 1024)";

static constexpr auto near_time = R"(
SELECT id
FROM message
WHERE conversation_id = (SELECT id FROM place) AND id BETWEEN ?3 AND ?4
ORDER BY id
LIMIT 1024)";

// How far behind the place of its stamp a message without an id of its sender is looked for, and
// how far before it, where those are that were fetched newest first.
static constexpr std::int64_t displacement = 60'000;
static constexpr std::int64_t advance = 2'000;

static constexpr auto match_sql = R"(
INSERT INTO temp.matched (message_id)
VALUES (?1)
ON CONFLICT DO NOTHING)";

static constexpr auto unmatch_all_sql = "DELETE FROM temp.matched";

static constexpr auto hidden_sql = R"(
SELECT kind, target_id
FROM annotation
WHERE message_id = ?1 AND hides)";

static constexpr auto corrections_sql = R"(
SELECT count(*)
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.kind = 'correction' AND annotation.target_id = ?1
  AND message.stamp = ?2 AND message.body IS ?3)";

static constexpr auto retractions_sql = R"(
SELECT count(*)
FROM annotation
WHERE kind IN ('retraction', 'moderation') AND target_id = ?1)";

static constexpr auto reactions_sql = R"(
SELECT count(*)
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.kind = 'reaction' AND annotation.target_id = ?1
  AND message.stamp = ?2 AND message.from_id = ?3 AND annotation.emoji = ?4
  AND (message.type <> 'groupchat' OR message.from_resource_id IS ?5))";

void RestoreMessages::make_tables(sqlite::Database& database) { database.execute(matched_sql); }

RestoreMessages::RestoreMessages(sqlite::Database& database, Accounts& accounts,
                                 Addresses& addresses)
    : database_(database),
      accounts_(accounts),
      addresses_(addresses),
      messages_(database, accounts, addresses),
      receipts_(database, accounts, addresses),
      equal_by_id_(database, equal_sql(near_id)),
      equal_by_sender_id_(database, equal_sql(near_sender_id)),
      equal_by_time_(database, equal_sql(near_time)),
      match_(database, match_sql),
      unmatch_all_(database, unmatch_all_sql),
      hidden_(database, hidden_sql),
      corrections_(database, corrections_sql),
      retractions_(database, retractions_sql),
      reactions_(database, reactions_sql) {}

void RestoreMessages::begin_file() { unmatch_all_.run(); }

void RestoreMessages::forget() noexcept {
    messages_.forget();
    receipts_.forget();
}

Outcome RestoreMessages::restore(const MessageRecord& record) {
    const auto all = restored(record);
    const auto known = find(all.message.message, record.id);
    const auto id = known ? *known : messages_.restore(all.message, std::nullopt);
    match_.run(id);
    bool added = annotate(id, all);
    added |= add_receipts(all);
    if (!known) return Outcome::added;
    return added ? Outcome::completed : Outcome::known;
}

std::optional<std::int64_t> RestoreMessages::find(const Message& message, std::int64_t id) {
    if (message.stanza_id) {
        if (const auto known = messages_.find(message.account, *message.stanza_id)) return known;
    }
    return find_equal(message, id);
}

std::optional<std::int64_t> RestoreMessages::find_equal(const Message& message, std::int64_t id) {
    if (const auto same = find_equal(equal_by_id_, message, id, id)) return same;
    const auto place = MessageIds::preferred(message.stamp);
    if (message.message_id.empty())
        return find_equal(equal_by_time_, message, place - advance, place + displacement);
    return find_equal(equal_by_sender_id_, message, MessageIds::first(message.stamp),
                      MessageIds::last(message.stamp));
}

std::optional<std::int64_t> RestoreMessages::find_equal(sqlite::Statement& near,
                                                        const Message& message, std::int64_t first,
                                                        std::int64_t last) {
    auto use = near.use(accounts_.id_of(message.account), addresses_.id_of(message.with), first,
                        last, to_string(message.direction), to_string(message.type), message.stamp,
                        addresses_.id_of(message.from), addresses_.resource_id_of(message.from),
                        addresses_.find_id_of(message.to), addresses_.resource_id_of(message.to),
                        sqlite::or_null(message.message_id),
                        sqlite::or_null(best_text(message.bodies)), message.stanza_id.has_value());
    if (!use.next()) return std::nullopt;
    return use.get<std::int64_t>(0);
}

/// The message that readers see in the place of this one; nothing if they see none.
std::optional<std::int64_t> RestoreMessages::target_of(std::int64_t id) {
    auto use = hidden_.use(id);
    if (!use.next()) return id;
    if (use.get<std::string_view>(0) != "correction") return std::nullopt;
    return use.get<std::optional<std::int64_t>>(1);
}

/// True if something was added.
bool RestoreMessages::annotate(std::int64_t id, const Restored& restored) {
    if (restored.annotations.empty()) return false;
    const auto target = target_of(id);
    if (!target) return false;
    bool added = false;
    for (std::size_t i = 0; i < restored.annotations.size(); ++i) {
        if (is_known(*target, restored, i)) continue;
        messages_.restore(restored.annotations[i], target);
        added = true;
    }
    return added;
}

static std::int64_t count(sqlite::Use use) {
    use.next();
    return use.get<std::int64_t>(0);
}

bool RestoreMessages::is_known(std::int64_t target, const Restored& restored, std::size_t number) {
    const auto& message = restored.annotations[number].message;
    switch (message.annotation->kind) {
        case AnnotationKind::correction: {
            // Whoever sends the same correction twice has two versions.
            const auto same = [&](const RestoredMessage& other) {
                return other.message.stamp == message.stamp &&
                       best_text(other.message.bodies) == best_text(message.bodies);
            };
            const auto begin = restored.annotations.begin();
            const auto earlier =
                std::count_if(begin, begin + static_cast<std::ptrdiff_t>(number), same);
            return count(corrections_.use(target, message.stamp,
                                          sqlite::or_null(best_text(message.bodies)))) > earlier;
        }
        case AnnotationKind::reaction:
            return count(reactions_.use(target, message.stamp, addresses_.id_of(message.from),
                                        to_json(message.annotation->emoji),
                                        addresses_.resource_id_of(message.from))) > 0;
        default:
            return count(retractions_.use(target)) > 0;
    }
}

/// True if something was added.
bool RestoreMessages::add_receipts(const Restored& restored) {
    bool added = false;
    for (const auto& receipt : restored.receipts) {
        receipts_.write(receipt);
        added |= database_.changes() > 0;
    }
    return added;
}

}  // namespace boswell::archive
