// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/messages.hpp"

#include "archive/json.hpp"
#include "archive/write/same_message.hpp"
#include "model/encrypted_link.hpp"

#include <algorithm>
#include <string>

namespace boswell::archive {

static constexpr auto hidden_sql = R"(
SELECT kind, target_id
FROM annotation
WHERE message_id = ?1 AND hides)";

static constexpr auto corrections_sql = R"(
SELECT annotation.message_id, message.body
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.kind = 'correction' AND annotation.target_id = ?1
  AND (?4 OR message.stamp = ?2) AND (?5 OR message.body IS ?3))";

// The first one counts. A later one is added as well: the first may be that of an import which is
// undone.
static constexpr auto retractions_sql = R"(
SELECT annotation.message_id
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE kind = ?3 AND target_id = ?1 AND message.stamp = ?2)";

static constexpr auto reactions_sql = R"(
SELECT annotation.message_id
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.kind = 'reaction' AND annotation.target_id = ?1
  AND message.stamp = ?2 AND message.from_id = ?3 AND annotation.emoji = ?4
  AND (message.type <> 'groupchat' OR message.from_resource_id IS ?5))";

static constexpr auto call_events_sql = R"(
SELECT annotation.message_id
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.kind = 'call' AND annotation.target_id = ?1
  AND message.stamp = ?2 AND message.from_id = ?3 AND message.from_resource_id IS ?4
  AND annotation.action = ?5)";

RestoreMessages::RestoreMessages(sqlite::Database& database, Tables& tables, ImportRun& run)
    : tables_(tables),
      run_(run),
      receipts_(database, tables, run),
      local_times_(database),
      known_(database, tables),
      decrypted_(database, tables.conversations, tables.messages.search_index()),
      hidden_(database, hidden_sql),
      corrections_(database, corrections_sql),
      retractions_(database, retractions_sql),
      reactions_(database, reactions_sql),
      call_events_(database, call_events_sql) {}

void RestoreMessages::begin_file(Origin origin) {
    origin_ = origin;
    known_.begin_file(origin);
}

static MessageParts parts_of(const RestoredMessage& restored) {
    auto parts = parts_of(restored.message, restored.ways);
    if (restored.local_time) parts.columns |= part::local_time;
    return parts;
}

std::int64_t RestoreMessages::add(const RestoredMessage& restored,
                                  std::optional<std::int64_t> target) {
    const auto id = tables_.messages.add(restored.message, restored.ways, restored.id, target);
    local_times_.add_lacking(id, restored.local_time);
    run_.added(id, parts_of(restored));
    return id;
}

/// Fills in what is missing. True if that was anything.
bool RestoreMessages::complete(std::int64_t id, const RestoredMessage& restored) {
    const auto before = run_.stored(id);
    bool completed = tables_.messages.complete(id, restored.message);
    completed |= decrypted_.set_lacking(id, std::string(text_of(restored.message)));
    completed |= local_times_.add_lacking(id, restored.local_time);
    completed |= tables_.messages.complete_copies(id, restored.message, restored.ways);
    run_.knew(id, before, parts_of(restored), completed);
    return completed;
}

Outcome RestoreMessages::restore(const MessageRecord& record) {
    const auto all = restored(record);
    const auto known = known_.find(all.message);
    const auto id = known ? *known : add(all.message, std::nullopt);
    known_.take(id, all.message.message);
    bool added = known && complete(id, all.message);
    added |= annotate(id, all);
    added |= add_receipts(all);
    if (!known) return Outcome::added;
    return added ? Outcome::completed : Outcome::known;
}

/// The message that readers see in the place of this one; nothing if they see none.
std::optional<std::int64_t> RestoreMessages::target_of(std::int64_t id) {
    auto use = hidden_.use(id);
    if (!use.next()) return id;
    const auto kind = use.get<std::string_view>(0);
    if (kind != "correction" && kind != "call") return std::nullopt;
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

std::optional<std::int64_t> RestoreMessages::find_correction(std::int64_t target,
                                                             const Restored& restored,
                                                             std::size_t number) {
    const auto& message = restored.annotations[number].message;
    const auto text = best_text(message.bodies);
    // Whoever sends the same correction twice has two versions.
    const auto same = [&](const RestoredMessage& other) {
        return other.message.stamp == message.stamp && best_text(other.message.bodies) == text;
    };
    const auto begin = restored.annotations.begin();
    auto earlier = std::count_if(begin, begin + static_cast<std::ptrdiff_t>(number), same);
    // A history that wrote over the text does not know when that was.
    const bool any_time = origin_ == Origin::history;
    auto use = corrections_.use(target, message.stamp, sqlite::or_null(text), any_time,
                                lacks_link_keys(text));
    while (use.next()) {
        if (!is_same_text(use.get<std::string_view>(1), text)) continue;
        if (earlier-- == 0) return use.get<std::int64_t>(0);
    }
    return std::nullopt;
}

/// The message that does what that annotation of the record does.
std::optional<std::int64_t> RestoreMessages::find_annotation(std::int64_t target,
                                                             const Restored& restored,
                                                             std::size_t number) {
    const auto& annotation = restored.annotations[number];
    const auto& message = annotation.message;
    if (const auto known = known_.find_by_stanza_id(annotation)) return known;
    switch (message.annotation->kind) {
        case AnnotationKind::correction:
            return find_correction(target, restored, number);
        case AnnotationKind::reaction:
            return row_after(
                reactions_.use(target, message.stamp, tables_.addresses.id_of(message.from),
                               to_json(message.annotation->emoji),
                               tables_.addresses.resource_id_of(message.from)),
                0);
        case AnnotationKind::call:
            return row_after(
                call_events_.use(target, message.stamp, tables_.addresses.id_of(message.from),
                                 tables_.addresses.resource_id_of(message.from),
                                 to_string(message.annotation->call.value().action)),
                0);
        default:
            return row_after(
                retractions_.use(target, message.stamp, to_string(message.annotation->kind)), 0);
    }
}

/// True if something was added.
bool RestoreMessages::add_receipts(const Restored& restored) {
    bool added = false;
    for (const auto& receipt : restored.receipts)
        added |= receipts_.restore(receipt) != Outcome::known;
    return added;
}

}  // namespace boswell::archive
