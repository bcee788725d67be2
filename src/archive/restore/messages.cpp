// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/messages.hpp"

#include "archive/json.hpp"
#include "archive/message_ids.hpp"

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

static constexpr auto by_id_sql = "FROM message WHERE message.id = ?1";

// Bounded: any number of messages may have the same stamp.
static constexpr auto by_sender_id_sql = R"(
FROM message
WHERE conversation_id = ?1 AND message_id IS NOT NULL
  AND substr(message_id, -5) = substr(?4, -5) AND id BETWEEN ?2 AND ?3
ORDER BY id
LIMIT 1024)";

static constexpr auto by_time_sql = R"(
FROM message
WHERE conversation_id = ?1 AND id BETWEEN ?2 AND ?3
ORDER BY id
LIMIT 1024)";

// How far behind the place of its stamp a message without an id of its sender is looked for, and
// how far before it, where those are that were fetched newest first.
static constexpr std::int64_t displacement = 60'000;
static constexpr std::int64_t advance = 2'000;

static constexpr auto match_sql = R"(
INSERT INTO temp.matched (message_id, by_stanza_id)
VALUES (?1, ?2)
ON CONFLICT DO NOTHING)";

static constexpr auto unmatch_all_sql = "DELETE FROM temp.matched";

static constexpr auto hidden_sql = R"(
SELECT kind, target_id
FROM annotation
WHERE message_id = ?1 AND hides)";

static constexpr auto corrections_sql = R"(
SELECT annotation.message_id
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.kind = 'correction' AND annotation.target_id = ?1
  AND (?4 OR message.stamp = ?2) AND message.body IS ?3)";

// The first one counts. A record that tells of an earlier one has something to add.
static constexpr auto retractions_sql = R"(
SELECT annotation.message_id
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE kind IN ('retraction', 'moderation') AND target_id = ?1 AND message.stamp <= ?2)";

static constexpr auto reactions_sql = R"(
SELECT annotation.message_id
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.kind = 'reaction' AND annotation.target_id = ?1
  AND message.stamp = ?2 AND message.from_id = ?3 AND annotation.emoji = ?4
  AND (message.type <> 'groupchat' OR message.from_resource_id IS ?5))";

void RestoreMessages::make_tables(sqlite::Database& database) { database.execute(matched_sql); }

RestoreMessages::RestoreMessages(sqlite::Database& database, Tables& tables, ImportRun& run)
    : database_(database),
      tables_(tables),
      run_(run),
      identities_(database),
      by_id_(database, StoredIdentities::select(by_id_sql)),
      by_sender_id_(database, StoredIdentities::select(by_sender_id_sql)),
      by_time_(database, StoredIdentities::select(by_time_sql)),
      is_matched_(database, is_matched_sql),
      is_matched_otherwise_(database, is_matched_otherwise_sql),
      is_provisional_(database, is_provisional_sql),
      match_(database, match_sql),
      unmatch_all_(database, unmatch_all_sql),
      hidden_(database, hidden_sql),
      corrections_(database, corrections_sql),
      retractions_(database, retractions_sql),
      reactions_(database, reactions_sql) {}

void RestoreMessages::begin_file(Origin origin) {
    origin_ = origin;
    unmatch_all_.run();
}

static MessageParts parts_of(const RestoredMessage& restored) {
    return parts_of(restored.message, restored.ways);
}

std::int64_t RestoreMessages::add(const RestoredMessage& restored,
                                  std::optional<std::int64_t> target) {
    const auto id = tables_.messages.add(restored.message, restored.ways, restored.id, target);
    run_.added(id, parts_of(restored));
    return id;
}

/// Fills in what is missing. True if that was anything.
bool RestoreMessages::complete(std::int64_t id, const RestoredMessage& restored) {
    const auto before = run_.stored(id);
    bool completed = tables_.messages.complete(id, restored.message);
    completed |= tables_.messages.complete_copies(id, restored.message, restored.ways);
    run_.knew(id, before, parts_of(restored), completed);
    return completed;
}

Outcome RestoreMessages::restore(const MessageRecord& record) {
    const auto all = restored(record);
    const auto known = find(all.message);
    const auto id = known ? *known : add(all.message, std::nullopt);
    match_.run(id, all.message.message.stanza_id.has_value());
    bool added = known && complete(id, all.message);
    added |= annotate(id, all);
    added |= add_receipts(all);
    if (!known) return Outcome::added;
    return added ? Outcome::completed : Outcome::known;
}

Identity RestoreMessages::identity_of(const RestoredMessage& restored) {
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

std::optional<std::int64_t> RestoreMessages::find(const RestoredMessage& restored) {
    const auto identity = identity_of(restored);
    if (const auto known = find_by_stanza_id(restored.message, identity)) return known;
    if (origin_ == Origin::history) return find_in_history(restored.message, identity);
    return find_equal(restored, identity);
}

std::optional<std::int64_t> RestoreMessages::find_by_stanza_id(const Message& message,
                                                               const Identity& identity) {
    if (!message.stanza_id) return std::nullopt;
    auto messages = tables_.messages.with_stanza_id(tables_.accounts.id_of(message.account),
                                                    *message.stanza_id);
    // What a record without a stanza-id was taken for is another message of the file.
    std::erase_if(messages, [this](auto id) { return is_matched_otherwise_.use(id).next(); });
    return tables_.messages.first_same(messages, identity);
}

std::optional<std::int64_t> RestoreMessages::find_equal(const RestoredMessage& restored,
                                                        const Identity& identity) {
    const auto& message = restored.message;
    const auto conversation = identity.conversation;
    if (const auto same = first_equal(by_id_.use(restored.id), identity, restored)) return same;
    const auto place = MessageIds::preferred(message.stamp);
    if (message.message_id.empty())
        return first_equal(by_time_.use(conversation, place - advance, place + displacement),
                           identity, restored);
    return first_equal(by_sender_id_.use(conversation, MessageIds::first(message.stamp),
                                         MessageIds::last(message.stamp), message.message_id),
                       identity, restored);
}

std::optional<std::int64_t> RestoreMessages::first_equal(sqlite::Use near, const Identity& identity,
                                                         const RestoredMessage& restored) {
    while (near.next()) {
        const auto id = StoredIdentities::id(near);
        const auto stored = identities_.read(near);
        if (compare(identity, stored, Ways::record, id == restored.id) == Sameness::none) continue;
        if (!is_taken(id, stored, restored.message)) return id;
    }
    return std::nullopt;
}

/// By the sender's id if the history has it, else by the text.
std::optional<std::int64_t> RestoreMessages::find_in_history(const Message& message,
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
    return nearest_equal(by_time_.use(identity.conversation, first, last), identity, message);
}

std::optional<std::int64_t> RestoreMessages::nearest_equal(sqlite::Use near,
                                                           const Identity& identity,
                                                           const Message& message) {
    std::optional<std::pair<milliseconds, std::int64_t>> nearest;
    while (near.next()) {
        const auto id = StoredIdentities::id(near);
        const auto stored = identities_.read(near);
        const std::pair place{std::chrono::abs(stored.stamp - message.stamp), id};
        if (nearest && *nearest <= place) continue;
        if (compare(identity, stored, Ways::history) == Sameness::none) continue;
        if (!is_taken(id, stored, message)) nearest = place;
    }
    if (!nearest) return std::nullopt;
    return nearest->second;
}

/// True if another record has found it, or if it has a stanza-id and that is another one.
bool RestoreMessages::is_taken(std::int64_t id, const Identity& stored, const Message& message) {
    if (is_matched_.use(id).next()) return true;
    return message.stanza_id && !is_provisional_.use(stored.conversation, id).next();
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
        const auto& annotation = restored.annotations[i];
        if (const auto known = find_annotation(*target, restored, i)) {
            run_.knew(*known, {}, parts_of(annotation), false);
            continue;
        }
        add(annotation, target);
        added = true;
    }
    return added;
}

/// The row after `others` ones, if there are so many.
static std::optional<std::int64_t> row_after(sqlite::Use use, std::ptrdiff_t others) {
    while (use.next()) {
        if (others-- == 0) return use.get<std::int64_t>(0);
    }
    return std::nullopt;
}

/// The message that does what that annotation of the record does.
std::optional<std::int64_t> RestoreMessages::find_annotation(std::int64_t target,
                                                             const Restored& restored,
                                                             std::size_t number) {
    const auto& annotation = restored.annotations[number];
    const auto& message = annotation.message;
    if (const auto known = find_by_stanza_id(message, identity_of(annotation))) return known;
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
            // A history that wrote over the text does not know when that was.
            const bool any_time = origin_ == Origin::history;
            return row_after(corrections_.use(target, message.stamp,
                                              sqlite::or_null(best_text(message.bodies)), any_time),
                             earlier);
        }
        case AnnotationKind::reaction:
            return row_after(
                reactions_.use(target, message.stamp, tables_.addresses.id_of(message.from),
                               to_json(message.annotation->emoji),
                               tables_.addresses.resource_id_of(message.from)),
                0);
        default:
            return row_after(retractions_.use(target, message.stamp), 0);
    }
}

/// True if something was added.
bool RestoreMessages::add_receipts(const Restored& restored) {
    bool added = false;
    for (const auto& receipt : restored.receipts) {
        const auto key = tables_.receipts.key_of(receipt);
        const ImportedRow row{"receipt", key.conversation, 0, {}, key.thing()};
        const bool known = tables_.receipts.has(key);
        tables_.receipts.restore(receipt);
        added |= database_.changes() > 0;
        known ? run_.knew(row) : run_.added(row);
    }
    return added;
}

}  // namespace boswell::archive
