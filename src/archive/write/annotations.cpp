// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/annotations.hpp"

#include "archive/json.hpp"
#include "archive/related_rows.hpp"

#include <set>

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO annotation (message_id, kind, conversation_id, named_id, hides, emoji, reason, jid,
                        action, media)
VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9))";

static constexpr auto has_sql = R"(
SELECT 1
FROM annotation
WHERE message_id = ?1 AND kind = ?2)";

// Bounded, since a stranger may have any number of messages wait for one id.
static constexpr auto waiting_sql = R"(
SELECT annotation.message_id, annotation.kind, message.stamp, message.type = 'groupchat'
FROM annotation
JOIN message ON message.id = annotation.message_id
WHERE annotation.conversation_id = ?1 AND annotation.named_id = ?2
  AND annotation.target_id IS NULL AND annotation.kind <> 'call'
ORDER BY annotation.message_id DESC
LIMIT 256)";

static constexpr auto attach_sql = R"(
UPDATE annotation
SET target_id = ?3, hides = max(hides, ?4)
WHERE message_id = ?1 AND kind = ?2)";

static constexpr auto mark_sql = R"(
UPDATE message
SET has = has | ?2
WHERE id = ?1 AND has & ?2 = 0)";

static constexpr auto move_sql = R"(
UPDATE annotation
SET target_id = ?2
WHERE target_id = ?1
  AND kind IN ('correction', 'retraction', 'moderation', 'reaction', 'reply', 'call'))";

static constexpr auto shown_sql = R"(
SELECT conversation_id, stamp,
       CASE WHEN shown IS NOT NULL THEN shown WHEN encryption IS NULL THEN body END, subject,
       coalesce(segmented, body || char(10) || subject, body, subject, ''),
       EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides),
       encryption
FROM message
WHERE id = ?1)";

static constexpr auto release_sql = R"(
UPDATE annotation
SET target_id = NULL
WHERE message_id = ?1 AND kind = ?2)";

static constexpr auto show_sql = R"(
UPDATE annotation
SET hides = 0
WHERE message_id = ?1 AND kind = ?2)";

static constexpr auto set_text_sql = R"(
UPDATE message
SET segmented = ?2
WHERE id = ?1)";

Annotations::Annotations(sqlite::Database& database, MessageKeys& keys,
                         Conversations& conversations, SearchIndex& search)
    : conversations_(conversations),
      search_(search),
      targets_(database, keys),
      calls_(database),
      insert_(database, insert_sql),
      has_(database, has_sql),
      waiting_(database, waiting_sql),
      attach_(database, attach_sql),
      mark_(database, mark_sql),
      move_(database, move_sql),
      shown_(database, shown_sql),
      release_(database, release_sql),
      show_(database, show_sql),
      set_text_(database, set_text_sql) {}

static bool has_something_to_show(const Message& message) {
    return !shown_text(message).empty() || !best_text(message.subjects).empty() ||
           !message.encryption.empty();
}

void Annotations::add(const Conversation& conversation, std::int64_t id, const Message& message) {
    if (message.annotation) insert(conversation, id, message, *message.annotation);
    if (message.reply) insert(conversation, id, message, *message.reply);
}

bool Annotations::lacks(std::int64_t id, const std::optional<Annotation>& annotation) {
    return annotation && !has_.use(id, to_string(annotation->kind)).next();
}

bool Annotations::add_lacking(const Conversation& conversation, std::int64_t id,
                              const Message& message) {
    const bool lacks_annotation = lacks(id, message.annotation);
    const bool lacks_reply = lacks(id, message.reply);
    if (!lacks_annotation && !lacks_reply) return false;
    mark_.run(id, related::annotates);
    if (lacks_annotation) insert(conversation, id, message, *message.annotation);
    if (lacks_reply) insert(conversation, id, message, *message.reply);
    return true;
}

void Annotations::add_to(std::int64_t target, const Conversation& conversation, std::int64_t id,
                         const Message& message) {
    attach(insert_row(conversation, id, message, message.annotation.value()), target);
}

Carrier Annotations::insert_row(const Conversation& conversation, std::int64_t id,
                                const Message& message, const Annotation& annotation) {
    std::optional<std::string> emoji;
    if (annotation.kind == AnnotationKind::reaction) emoji = to_json(annotation.emoji);
    std::optional<std::string_view> action;
    std::optional<std::string> media;
    if (annotation.call) action = to_string(annotation.call->action);
    if (annotation.call && !annotation.call->media.empty()) media = to_json(annotation.call->media);
    const auto jid = annotation.jid.str();
    insert_.run(id, to_string(annotation.kind), conversation.id, annotation.named_id, emoji,
                sqlite::or_null(annotation.reason), sqlite::or_null(jid), action, media);
    return {.id = id,
            .kind = annotation.kind,
            .named_id = annotation.named_id,
            .stamp = message.stamp,
            .groupchat = message.type == MessageType::groupchat};
}

void Annotations::insert(const Conversation& conversation, std::int64_t id, const Message& message,
                         const Annotation& annotation) {
    const auto carrier = insert_row(conversation, id, message, annotation);
    if (carrier.kind == AnnotationKind::call) return join_call(conversation, carrier);
    if (carrier.kind == AnnotationKind::keys) return void(hide(carrier));
    if (const auto target = targets_.find(conversation, carrier)) {
        attach(carrier, *target);
    } else if (annotation.kind != AnnotationKind::reply && !has_something_to_show(message)) {
        hide(carrier);
    }
}

/// Makes all messages of the call one to readers.
void Annotations::join_call(const Conversation& conversation, const Carrier& carrier) {
    if (calls_.is_note_to_devices(conversation, carrier.id)) {
        const auto call = calls_.only_call(conversation.account, carrier.named_id);
        call ? attach(carrier, *call) : void(hide(carrier));
        return;
    }
    const auto loose = calls_.loose(conversation, carrier.named_id);
    for (std::size_t i = 1; i < loose.size(); ++i) {
        attach(loose[i], loose.front().id);
        move_.run(loose[i].id, loose.front().id);
    }
    const auto notes = calls_.waiting_notes(conversation.account, carrier.named_id);
    if (notes.empty()) return;
    if (const auto call = calls_.only_call(conversation.account, carrier.named_id)) {
        for (const auto& note : notes) attach(note, *call);
    }
}

void Annotations::arrive(const Conversation& conversation, const Message& message) {
    std::set<std::string_view> names{message.message_id, message.origin_id};
    if (message.stanza_id && message.stanza_id->by == message.with)
        names.insert(message.stanza_id->id);
    for (const auto name : names) {
        if (name.empty()) continue;
        for (const auto& carrier : waiting_for(conversation.id, name)) {
            if (const auto target = targets_.find(conversation, carrier)) attach(carrier, *target);
        }
    }
}

void Annotations::release(const Conversation& conversation, const Carrier& carrier) {
    release_.run(carrier.id, to_string(carrier.kind));
    if (carrier.kind == AnnotationKind::call) {
        if (!calls_.is_note_to_devices(conversation, carrier.id)) show(carrier);
        return join_call(conversation, carrier);
    }
    if (const auto target = targets_.find(conversation, carrier)) {
        attach(carrier, *target);
    } else if (carrier.kind != AnnotationKind::reply) {
        show(carrier);
    }
}

/// Makes the carrier a message of its own again, if it has something to show.
void Annotations::show(const Carrier& carrier) {
    std::int64_t conversation = 0;
    Time stamp;
    std::string text;
    {
        auto use = shown_.use(carrier.id);
        if (!use.next() || !use.get<bool>(5)) return;
        const bool shows = carrier.kind == AnnotationKind::call ||
                           !use.get<std::string_view>(2).empty() ||
                           !use.get<std::string_view>(3).empty() || !use.is_null(6);
        if (!shows) return;
        conversation = use.get<std::int64_t>(0);
        stamp = use.get<Time>(1);
        text = use.get<std::string>(4);
    }
    show_.run(carrier.id, to_string(carrier.kind));
    conversations_.count(conversation, stamp);
    search_.add(carrier.id, conversation, std::move(text));
}

std::vector<Carrier> Annotations::waiting_for(std::int64_t conversation,
                                              std::string_view named_id) {
    std::vector<Carrier> carriers;
    auto use = waiting_.use(conversation, named_id);
    while (use.next()) {
        const auto kind = parse_annotation_kind(use.get<std::string_view>(1));
        if (!kind) continue;
        carriers.push_back({.id = use.get<std::int64_t>(0),
                            .kind = *kind,
                            .named_id = std::string(named_id),
                            .stamp = use.get<Time>(2),
                            .groupchat = use.get<bool>(3)});
    }
    return carriers;
}

void Annotations::attach(const Carrier& carrier, std::int64_t target) {
    mark_.run(target, related::annotated);
    if (carrier.kind == AnnotationKind::reply) {
        attach_.run(carrier.id, to_string(carrier.kind), target, 0);
        return;
    }
    const auto text = hide(carrier);
    attach_.run(carrier.id, to_string(carrier.kind), target, 1);
    if (carrier.kind != AnnotationKind::correction) return;
    add_version(target, text);
    // Reactions and other annotations of the correction now belong to the corrected message.
    move_.run(carrier.id, target);
}

std::string Annotations::hide(const Carrier& carrier) {
    std::string text;
    {
        auto use = shown_.use(carrier.id);
        if (!use.next()) return text;
        text = use.get<std::string>(4);
        if (use.get<bool>(5)) return text;
        const auto conversation = use.get<std::int64_t>(0);
        conversations_.uncount(conversation, use.get<Time>(1));
        search_.remove(carrier.id, conversation, text);
    }
    attach_.run(carrier.id, to_string(carrier.kind), std::nullopt, 1);
    return text;
}

void Annotations::add_version(std::int64_t target, const std::string& text) {
    if (text.empty()) return;
    std::string old_text;
    std::string new_text;
    std::int64_t conversation = 0;
    bool hidden = false;
    {
        auto use = shown_.use(target);
        if (!use.next()) return;
        conversation = use.get<std::int64_t>(0);
        old_text = use.get<std::string>(4);
        hidden = use.get<bool>(5);
        const auto body = use.get<std::string_view>(2);
        const auto original = indexed_text(body, use.get<std::string_view>(3), body).text;
        new_text = with_version(old_text, original, text);
    }
    set_text_.run(target, new_text);
    if (!hidden) search_.replace(target, conversation, old_text, std::move(new_text));
}

}  // namespace boswell::archive
