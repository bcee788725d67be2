// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/removed_messages.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace boswell::archive {

static constexpr auto place_sql = R"(
SELECT conversation.account_id, conversation.id, address.jid
FROM message
JOIN conversation ON conversation.id = message.conversation_id
JOIN address ON address.id = conversation.with_id
WHERE message.id = ?1)";

static constexpr auto corrected_sql = R"(
SELECT target_id
FROM annotation
WHERE message_id = ?1 AND kind = 'correction' AND target_id IS NOT NULL)";

// What annotates the message, or, if that is a correction, names it and was given to the message
// that it corrects.
static constexpr auto carriers_sql = R"(
WITH gone AS (
    SELECT message.id, message.message_id AS name,
           iif(has & 16, message.message_id, origin_id) AS origin_name,
           (SELECT target_id FROM annotation
            WHERE annotation.message_id = message.id AND kind = 'correction') AS corrects
    FROM message
    WHERE message.id = ?1)
SELECT annotation.message_id, annotation.kind, annotation.named_id, carrier.stamp,
       carrier.type = 'groupchat'
FROM gone
JOIN annotation ON annotation.target_id = gone.id
                OR annotation.target_id = gone.corrects
                   AND (annotation.named_id = gone.name OR annotation.named_id = gone.origin_name
                        OR annotation.named_id IN (SELECT stanza_id FROM message_copy
                                                   WHERE message_copy.message_id = gone.id))
JOIN message AS carrier ON carrier.id = annotation.message_id
WHERE annotation.kind IN ('correction', 'retraction', 'moderation', 'reaction', 'reply', 'call')
  AND annotation.target_id IN (gone.id, gone.corrects)
  AND annotation.message_id <> gone.id
ORDER BY annotation.message_id)";

static constexpr auto target_sql = R"(
SELECT target_id
FROM annotation
WHERE message_id = ?1 AND kind = ?2)";

static constexpr auto stanza_ids_sql = R"(
SELECT DISTINCT copy.stanza_id, address.jid
FROM message_copy AS copy
JOIN address ON address.id = copy.stanza_id_by
WHERE copy.message_id = ?1 AND copy.stanza_id IS NOT NULL)";

static constexpr auto remove_annotations_sql = "DELETE FROM annotation WHERE message_id = ?1";

// Every table that refers to a message, but message_key, whose rows are found by their hash.
static constexpr const char* remove_sql[] = {
    // It has no index by message alone.
    ("DELETE FROM provisional WHERE message_id = ?1 "
     "AND conversation_id = (SELECT conversation_id FROM message WHERE id = ?1)"),
    "DELETE FROM message_body WHERE message_id = ?1",
    "DELETE FROM message_copy WHERE message_id = ?1",
    "DELETE FROM attachment WHERE message_id = ?1",
    "DELETE FROM mention WHERE message_id = ?1",
    "DELETE FROM link_preview WHERE message_id = ?1",
    "DELETE FROM local_time WHERE message_id = ?1",
    "DELETE FROM annotation WHERE message_id = ?1",
    "DELETE FROM omemo_message WHERE message_id = ?1",
    "DELETE FROM imported_message WHERE message_id = ?1",
    "DELETE FROM moved_message WHERE message_id = ?1",
    "DELETE FROM message WHERE id = ?1",
};

RemovedMessages::RemovedMessages(sqlite::Database& database, MessageKeys& keys,
                                 Annotations& annotations, ReadableMessages& readable)
    : keys_(keys),
      annotations_(annotations),
      readable_(readable),
      place_(database, place_sql),
      corrected_(database, corrected_sql),
      carriers_(database, carriers_sql),
      target_(database, target_sql),
      stanza_ids_(database, stanza_ids_sql),
      remove_annotations_(database, remove_annotations_sql) {
    for (const auto* sql : remove_sql) remove_.emplace_back(database, sql);
}

void RemovedMessages::remove(std::int64_t id) {
    const auto place = place_of(id);
    const auto corrected = corrected_by(id);
    const auto carriers = carriers_of(id);
    const auto ids = stanza_ids(id);
    readable_.remove(id, readable_.state(id));
    for (const auto& each : ids) keys_.remove(place.account, each, id);
    for (auto& statement : remove_) statement.run(id);
    for (const auto& carrier : carriers) annotations_.release(place, carrier);
    for (const auto& [target, before] : corrected) readable_.update(target, before);
}

void RemovedMessages::remove_annotations(std::int64_t id) {
    const auto corrected = corrected_by(id);
    const auto before = readable_.state(id);
    remove_annotations_.run(id);
    readable_.update(id, before);
    for (const auto& [target, state] : corrected) readable_.update(target, state);
}

void RemovedMessages::remove_keys(std::int64_t id, const std::vector<StanzaId>& before) {
    const auto account = place_of(id).account;
    const auto left = stanza_ids(id);
    for (const auto& each : before) {
        if (std::ranges::find(left, each) == left.end()) keys_.remove(account, each, id);
    }
}

void RemovedMessages::release_lost(std::int64_t id, const std::vector<Carrier>& carriers) {
    const auto place = place_of(id);
    for (const auto& carrier : carriers) {
        const auto target = target_of(carrier);
        if (!target || annotations_.find_target(place, carrier) == target) continue;
        const auto before = readable_.state(*target);
        annotations_.release(place, carrier);
        readable_.update(*target, before);
    }
}

std::optional<std::int64_t> RemovedMessages::target_of(const Carrier& carrier) {
    auto use = target_.use(carrier.id, to_string(carrier.kind));
    if (!use.next()) return std::nullopt;
    return use.get<std::optional<std::int64_t>>(0);
}

std::vector<StanzaId> RemovedMessages::stanza_ids(std::int64_t id) {
    std::vector<StanzaId> ids;
    for (auto use = stanza_ids_.use(id); use.next();)
        ids.push_back({use.get<std::string>(0), Jid::of(use.get<std::string_view>(1))});
    return ids;
}

Annotations::Conversation RemovedMessages::place_of(std::int64_t id) {
    auto use = place_.use(id);
    if (!use.next()) throw Error("there is no message {}", id);
    return {.account = use.get<std::int64_t>(0),
            .id = use.get<std::int64_t>(1),
            .with = Jid::of(use.get<std::string_view>(2))};
}

RemovedMessages::Texts RemovedMessages::corrected_by(std::int64_t id) {
    std::vector<std::int64_t> targets;
    for (auto use = corrected_.use(id); use.next();) targets.push_back(use.get<std::int64_t>(0));
    Texts texts;
    for (const auto target : targets) texts.emplace_back(target, readable_.state(target));
    return texts;
}

std::vector<Carrier> RemovedMessages::carriers_of(std::int64_t id) {
    std::vector<Carrier> carriers;
    for (auto use = carriers_.use(id); use.next();) {
        const auto kind = parse_annotation_kind(use.get<std::string_view>(1));
        if (!kind) continue;
        carriers.push_back({.id = use.get<std::int64_t>(0),
                            .kind = *kind,
                            .named_id = use.get<std::string>(2),
                            .stamp = use.get<Time>(3),
                            .groupchat = use.get<bool>(4)});
    }
    return carriers;
}

}  // namespace boswell::archive
