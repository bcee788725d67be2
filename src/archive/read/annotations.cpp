// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/annotations.hpp"

#include "archive/related_rows.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace boswell::archive {

static constexpr auto versions_sql = R"(
SELECT version.id, version.stamp, version.body, version.lang, version.encryption,
       version.message_id, copy.stanza_id, copy.stanza_id_by, version.shown
FROM annotation
JOIN message AS version ON version.id = annotation.message_id
LEFT JOIN message_copy AS copy ON copy.id = (SELECT min(id) FROM message_copy
                                             WHERE message_id = annotation.message_id
                                               AND stanza_id_by IS NOT NULL)
WHERE annotation.kind = 'correction' AND annotation.target_id = ?1
ORDER BY annotation.message_id DESC
LIMIT 100)";

static constexpr auto bodies_sql = R"(
SELECT lang, body
FROM message_body
WHERE message_id = ?1
ORDER BY lang)";

static constexpr auto retraction_sql = R"(
SELECT message.stamp, annotation.kind, annotation.reason, annotation.jid, message.from_id,
       message.from_resource_id, message.id, copy.stanza_id, copy.stanza_id_by
FROM annotation
JOIN message ON message.id = annotation.message_id
LEFT JOIN message_copy AS copy ON copy.id = (SELECT min(id) FROM message_copy
                                             WHERE message_id = annotation.message_id
                                               AND stanza_id_by IS NOT NULL)
WHERE annotation.kind = ?2 AND annotation.target_id = ?1
ORDER BY annotation.message_id
LIMIT 1)";

static constexpr auto reactions_sql = R"(
SELECT message.stamp, annotation.emoji, message.from_id, message.from_resource_id,
       message.type = 'groupchat', message.occupant_id, message.id, copy.stanza_id,
       copy.stanza_id_by
FROM annotation
JOIN message ON message.id = annotation.message_id
LEFT JOIN message_copy AS copy ON copy.id = (SELECT min(id) FROM message_copy
                                             WHERE message_id = annotation.message_id
                                               AND stanza_id_by IS NOT NULL)
WHERE annotation.kind = 'reaction' AND annotation.target_id = ?1
ORDER BY annotation.message_id DESC
LIMIT 1000)";

static constexpr auto references_sql = R"(
SELECT annotation.kind, annotation.named_id, annotation.target_id, target.stamp, annotation.jid,
       annotation.emoji, annotation.reason, annotation.action, annotation.media, annotation.hides
FROM annotation
LEFT JOIN message AS target ON target.id = annotation.target_id
WHERE annotation.message_id = ?1)";

// Of what may be repeated without end, the ringing of devices tells least.
static constexpr auto call_sql = R"(
SELECT annotation.action, message.from_id, message.from_resource_id, message.to_id,
       message.to_resource_id, message.stamp, annotation.reason, message.id, message.message_id,
       copy.stanza_id, copy.stanza_id_by
FROM annotation
JOIN message ON message.id = annotation.message_id
LEFT JOIN message_copy AS copy ON copy.id = (SELECT min(id) FROM message_copy
                                             WHERE message_id = annotation.message_id
                                               AND stanza_id_by IS NOT NULL)
WHERE annotation.kind = 'call' AND annotation.target_id = ?1
ORDER BY annotation.action = 'ringing', message.stamp, message.id
LIMIT 100)";

// Outside of rooms a receipt by the sender of the message itself means nothing.
static constexpr auto receipts_sql = R"(
SELECT kind, stamp, direction, from_resource_id, occupant, named_id
FROM receipt
WHERE conversation_id = ?1 AND named_id = ?2 AND (occupant <> '' OR direction <> ?3)
LIMIT 1000)";

static constexpr auto any_receipt_sql = R"(
SELECT 1
FROM receipt
WHERE conversation_id = ?1
LIMIT 1)";

static constexpr auto texts_sql = R"(
SELECT value
FROM json_each(?1))";

static constexpr std::size_t most_reactions = 100;
static constexpr std::size_t most_receipts = 100;

AnnotationRows::AnnotationRows(const sqlite::Database& database, Jids& jids)
    : jids_(jids),
      versions_(database, versions_sql),
      bodies_(database, bodies_sql),
      retraction_(database, retraction_sql),
      reactions_(database, reactions_sql),
      references_(database, references_sql),
      call_(database, call_sql),
      links_(database),
      receipts_(database, receipts_sql),
      any_receipt_(database, any_receipt_sql),
      texts_(database, texts_sql) {}

void AnnotationRows::add_to(MessageRecord& record, std::int64_t conversation, std::int64_t has) {
    if ((has & related::annotated) != 0) {
        add_versions(record);
        add_retraction(record);
        add_reactions(record);
    }
    if ((has & related::annotates) != 0) add_references(record);
    if ((has & related::attachments) != 0) links_.add_attachments(record);
    if ((has & related::links) != 0) links_.add_links(record);
    if (has_receipts(conversation)) add_receipts(record, conversation);
}

void AnnotationRows::add_versions(MessageRecord& record) {
    std::int64_t latest = 0;
    auto use = versions_.use(record.id);
    MessageVersion original{
        .stamp = record.stamp, .body = record.body, .message_id = {}, .shown = record.shown};
    while (use.next()) {
        record.versions.push_back({.stamp = use.get<Time>(1),
                                   .body = use.get<std::string>(2),
                                   .id = use.get<std::int64_t>(0),
                                   .message_id = use.get<std::string>(5),
                                   .stanza_id = stanza_id(use, 6),
                                   .shown = use.get<std::optional<std::string>>(8)});
        if (latest != 0) continue;
        latest = use.get<std::int64_t>(0);
        record.body = use.get<std::string>(2);
        record.shown = use.get<std::optional<std::string>>(8);
        record.lang = use.get<std::string>(3);
        record.encryption = use.get<std::string>(4);
    }
    if (latest == 0) return;
    record.versions.push_back(std::move(original));
    std::reverse(record.versions.begin(), record.versions.end());
    record.bodies.clear();
    for (auto bodies = bodies_.use(latest); bodies.next();)
        record.bodies.push_back({bodies.get<std::string>(0), bodies.get<std::string>(1)});
}

// The first one counts. A list of both kinds would make SQLite build a table for each message.
void AnnotationRows::add_retraction(MessageRecord& record) {
    add_retraction(record, "retraction");
    add_retraction(record, "moderation");
}

void AnnotationRows::add_retraction(MessageRecord& record, std::string_view kind) {
    auto use = retraction_.use(record.id, kind);
    if (!use.next()) return;
    if (record.retraction && record.retraction->id < use.get<std::int64_t>(6)) return;
    Retraction retraction{.at = use.get<Time>(0),
                          .reason = use.get<std::string>(2),
                          .id = use.get<std::int64_t>(6),
                          .stanza_id = stanza_id(use, 7)};
    if (kind == "moderation") {
        retraction.moderator = Jid::parse(use.get<std::string_view>(3)).value_or(Jid());
        if (retraction.moderator.empty())
            retraction.moderator =
                jids_.full(use.get<std::int64_t>(4), use.get<std::optional<std::int64_t>>(5));
    }
    record.retraction = std::move(retraction);
}

void AnnotationRows::add_reactions(MessageRecord& record) {
    std::set<std::string> senders;
    auto use = reactions_.use(record.id);
    while (use.next() && record.reactions.size() < most_reactions) {
        const bool groupchat = use.get<bool>(4);
        auto from = jids_.full(use.get<std::int64_t>(2), use.get<std::optional<std::int64_t>>(3));
        if (!groupchat) from = from.bare();
        auto occupant_id = groupchat ? use.get<std::string>(5) : std::string();
        if (!senders.insert(occupant_id.empty() ? from.str() : occupant_id).second) continue;
        auto emoji = texts(use.get<std::string>(1));
        if (emoji.empty()) continue;
        record.reactions.push_back({.from = std::move(from),
                                    .emoji = std::move(emoji),
                                    .at = use.get<Time>(0),
                                    .id = use.get<std::int64_t>(6),
                                    .occupant_id = std::move(occupant_id),
                                    .stanza_id = stanza_id(use, 7)});
    }
    std::reverse(record.reactions.begin(), record.reactions.end());
}

void AnnotationRows::add_references(MessageRecord& record) {
    auto use = references_.use(record.id);
    while (use.next()) {
        const auto kind = parse_annotation_kind(use.get<std::string_view>(0));
        // Keys are of no other message.
        if (!kind || *kind == AnnotationKind::keys) continue;
        if (*kind == AnnotationKind::call && use.is_null(2) && !use.get<bool>(9)) {
            add_call(record, use);
            continue;
        }
        Reference reference{.kind = *kind,
                            .named_id = use.get<std::string>(1),
                            .id = use.get<std::int64_t>(2),
                            .stamp = use.get<std::optional<Time>>(3),
                            .jid = Jid::parse(use.get<std::string_view>(4)).value_or(Jid()),
                            .reason = use.get<std::string>(6)};
        if (!use.is_null(5)) reference.emoji = texts(use.get<std::string>(5));
        if (*kind == AnnotationKind::call) reference.call = call_step(use);
        (*kind == AnnotationKind::reply ? record.reply_to : record.annotates) =
            std::move(reference);
    }
}

CallStep AnnotationRows::call_step(const sqlite::Use& reference) {
    CallStep step;
    step.action =
        parse_call_action(reference.get<std::string_view>(7)).value_or(CallAction::propose);
    if (!reference.is_null(8)) step.media = texts(reference.get<std::string>(8));
    return step;
}

/// The record is the message that stands for a call, of which `own` is its own row.
void AnnotationRows::add_call(MessageRecord& record, const sqlite::Use& own) {
    auto [action, media] = call_step(own);
    CallRecord call{.id = own.get<std::string>(1),
                    .action = action,
                    .reason = own.get<std::string>(6),
                    .media = std::move(media)};
    using Resource = std::optional<std::int64_t>;
    for (auto use = call_.use(record.id); use.next();) {
        const auto said = parse_call_action(use.get<std::string_view>(0));
        if (!said) continue;
        CallEvent event{.action = *said,
                        .from = jids_.full(use.get<std::int64_t>(1), use.get<Resource>(2)),
                        .to = {},
                        .at = use.get<Time>(5),
                        .reason = use.get<std::string>(6),
                        .id = use.get<std::int64_t>(7),
                        .message_id = use.get<std::string>(8),
                        .stanza_id = stanza_id(use, 9)};
        if (!use.is_null(3)) event.to = jids_.full(use.get<std::int64_t>(3), use.get<Resource>(4));
        call.events.push_back(std::move(event));
    }
    std::ranges::sort(call.events, {}, [](const CallEvent& event) {
        return std::pair(event.at, event.id);  // of one moment in the order of arrival
    });
    conclude(call, record.account, record.direction, record.stamp);
    record.call = std::move(call);
}

bool AnnotationRows::has_receipts(std::int64_t conversation) {
    const auto [known, is_new] = with_receipts_.try_emplace(conversation, false);
    if (is_new) known->second = any_receipt_.use(conversation).next();
    return known->second;
}

void AnnotationRows::add_receipts(MessageRecord& record, std::int64_t conversation) {
    const std::set<std::string_view> names{record.message_id, record.origin_id, record.stanza_id};
    for (const auto name : names) {
        if (!name.empty()) add_receipts(record, conversation, name);
    }
    std::ranges::stable_sort(record.receipts, {}, &ReceiptRecord::at);
    if (record.receipts.size() > most_receipts) record.receipts.resize(most_receipts);
}

void AnnotationRows::add_receipts(MessageRecord& record, std::int64_t conversation,
                                  std::string_view named_id) {
    auto use = receipts_.use(conversation, named_id, to_string(record.direction));
    while (use.next()) {
        const auto kind = parse_receipt_kind(use.get<std::string_view>(0));
        if (!kind) continue;
        auto from = use.get<std::string_view>(2) == "in" ? record.with : record.account;
        if (const auto resource = use.get<std::optional<std::int64_t>>(3);
            resource && !use.get<std::string_view>(4).empty())
            from = from.with_resource(jids_.resource(*resource));
        auto occupant = use.get<std::string>(4);
        if (occupant == from.resourcepart()) occupant.clear();  // known by nickname only
        record.receipts.push_back({.from = std::move(from),
                                   .kind = *kind,
                                   .at = use.get<Time>(1),
                                   .named_id = use.get<std::string>(5),
                                   .occupant_id = std::move(occupant)});
    }
}

/// In `column` and the next one.
std::optional<StanzaId> AnnotationRows::stanza_id(const sqlite::Use& use, int column) {
    if (use.is_null(column)) return std::nullopt;
    return StanzaId{use.get<std::string>(column), jids_.address(use.get<std::int64_t>(column + 1))};
}

std::vector<std::string> AnnotationRows::texts(const std::string& json) {
    std::vector<std::string> list;
    for (auto use = texts_.use(json); use.next();) list.push_back(use.get<std::string>(0));
    return list;
}

}  // namespace boswell::archive
