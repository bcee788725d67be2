// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/annotation_targets.hpp"

#include "archive/message_ids.hpp"

#include <chrono>

namespace boswell::archive {

using namespace std::chrono_literals;

// Clocks differ, and an archive that stamps whole seconds may put a correction before the message
// that it corrects.
static constexpr milliseconds tolerance = 60s;
// The id of a message follows its stamp, or lies further on where many messages share a stamp.
static constexpr std::int64_t displacement = std::int64_t{1} << 31;

static std::string target_sql(const std::string& near) {
    return "WITH near AS (" + near + R"()
SELECT coalesce(own.target_id, target.id)
FROM near
JOIN message AS target ON target.id = near.id
JOIN message AS carrier ON carrier.id = ?2
JOIN conversation ON conversation.id = carrier.conversation_id
LEFT JOIN annotation AS own ON own.message_id = target.id AND own.kind <> 'reply'
WHERE target.conversation_id = carrier.conversation_id
  AND target.id <> carrier.id
  AND coalesce(own.target_id, target.id) <> carrier.id
  AND (own.kind IS NULL
       OR own.kind = 'correction' AND (own.target_id IS NOT NULL OR NOT own.hides)
       OR own.kind = 'call')
  AND target.type <> 'error'
  AND (target.type = 'groupchat') = (carrier.type = 'groupchat')
  AND target.stamp <= carrier.stamp + ?5
  AND (carrier.type = 'groupchat' OR conversation.type = 'chat'
       OR iif(target.direction = 'out', target.to_resource_id, target.from_resource_id)
          IS iif(carrier.direction = 'out', carrier.to_resource_id, carrier.from_resource_id))
  AND CASE
      WHEN ?6 IN ('reaction', 'reply') THEN 1
      WHEN ?6 = 'moderation'
      THEN conversation.type = 'groupchat' AND carrier.type = 'groupchat'
           AND carrier.from_id = conversation.with_id AND carrier.from_resource_id IS NULL
      ELSE target.from_id = carrier.from_id
           AND iif(carrier.type = 'groupchat' AND target.occupant_id IS NOT NULL,
                   ifnull(target.occupant_id = carrier.occupant_id, 0),
                   target.direction = carrier.direction
                   AND (carrier.type <> 'groupchat'
                        OR target.from_resource_id IS carrier.from_resource_id))
      END
ORDER BY target.stamp > carrier.stamp, abs(target.stamp - carrier.stamp), target.id DESC
LIMIT 1)";
}

// The number of rows looked at is bounded: a stranger may send any number of messages whose ids end
// alike.
static constexpr auto near_by_sender_id = R"(
SELECT id
FROM message
WHERE id IN (SELECT id FROM (SELECT id FROM message
                             WHERE conversation_id = ?1 AND message_id IS NOT NULL
                               AND substr(message_id, -5) = substr(?3, -5) AND id <= ?4
                             ORDER BY id DESC LIMIT 64)
             UNION ALL
             SELECT id FROM (SELECT id FROM message
                             WHERE conversation_id = ?1 AND origin_id IS NOT NULL
                               AND origin_id IS NOT message_id
                               AND substr(origin_id, -5) = substr(?3, -5) AND id <= ?4
                             ORDER BY id DESC LIMIT 64))
  AND (message_id = ?3 OR origin_id = ?3))";

static constexpr auto near_by_stanza_id = "SELECT ?3 AS id";

AnnotationTargets::AnnotationTargets(sqlite::Database& database, MessageKeys& keys)
    : keys_(keys),
      by_sender_id_(database, target_sql(near_by_sender_id)),
      by_stanza_id_(database, target_sql(near_by_stanza_id)) {}

static std::optional<std::int64_t> first(sqlite::Use use) {
    if (!use.next()) return std::nullopt;
    return use.get<std::int64_t>(0);
}

std::optional<std::int64_t> AnnotationTargets::find(const Conversation& conversation,
                                                    const Carrier& carrier) {
    const auto kind = to_string(carrier.kind);
    const auto latest = MessageIds::preferred(carrier.stamp + tolerance) + displacement;
    if (!carrier.groupchat || carrier.kind == AnnotationKind::correction)
        return first(by_sender_id_.use(conversation.id, carrier.id, carrier.named_id, latest,
                                       tolerance.count(), kind));
    const auto named = keys_.find(conversation.account, {carrier.named_id, conversation.with});
    if (!named) return std::nullopt;
    return first(
        by_stanza_id_.use(conversation.id, carrier.id, *named, latest, tolerance.count(), kind));
}

}  // namespace boswell::archive
