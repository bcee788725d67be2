// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/record.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace boswell::archive {

static bool is_in_room(const MessageRecord& record) {
    return record.in_room || record.type == MessageType::groupchat;
}

static void add_text(std::vector<LangText>& texts, std::string_view lang, std::string_view text) {
    if (!text.empty()) texts.push_back({std::string(lang), std::string(text)});
}

/// The texts that `record` has now, the best one first.
static std::vector<LangText> latest_bodies(const MessageRecord& record) {
    std::vector<LangText> bodies;
    if (record.bodies.empty()) {
        add_text(bodies, record.lang, record.body);
        return bodies;
    }
    bodies = record.bodies;
    std::stable_partition(bodies.begin(), bodies.end(),
                          [&](const LangText& body) { return body.lang == record.lang; });
    // A language that came twice: one of them is kept, as one of several.
    if (bodies.size() == 1) bodies.push_back(bodies.front());
    return bodies;
}

/// What all that belongs to the conversation has in common.
static Message message_of(const MessageRecord& record, Time stamp) {
    Message message;
    message.account = record.account;
    message.with = record.with;
    message.direction = record.direction;
    message.from = record.from;
    message.to = record.to;
    message.type = record.type;
    message.stamp = stamp;
    message.received_at = stamp;
    message.in_room = is_in_room(record);
    message.occupant_id = record.occupant_id;
    message.knows_direction = false;  // it changes no direction that is stored
    return message;
}

static std::optional<Annotation> annotation_of(const std::optional<Reference>& reference) {
    if (!reference) return std::nullopt;
    return Annotation{.kind = reference->kind,
                      .named_id = reference->named_id,
                      .emoji = reference->emoji,
                      .reason = reference->reason,
                      .jid = reference->jid,
                      .call = reference->call};
}

static Annotation call_annotation(const CallRecord& call, CallStep step, std::string_view reason) {
    return {.kind = AnnotationKind::call,
            .named_id = call.id,
            .reason = std::string(reason),
            .call = std::move(step)};
}

static RestoredMessage original(const MessageRecord& record) {
    auto message = message_of(record, record.stamp);
    message.received_at = record.received_at;
    if (record.versions.empty()) {
        message.bodies = latest_bodies(record);
        message.shown = record.shown;
        message.encryption = record.encryption;
    } else {
        add_text(message.bodies, "", record.versions.front().body);
        message.shown = record.versions.front().shown;
    }
    add_text(message.subjects, "", record.subject);
    message.thread = record.thread;
    message.message_id = record.message_id;
    message.origin_id = record.origin_id;
    if (!record.stanza_id.empty() && !record.stanza_id_by.empty())
        message.stanza_id = StanzaId{record.stanza_id, record.stanza_id_by};
    // A claim that names nobody is that of whoever sent the message.
    if (!record.delayed_by.empty() || !record.dated_by.empty())
        message.delay = Delay{record.stamp, record.delayed_by};
    message.annotation = annotation_of(record.annotates);
    if (const auto& call = record.call)
        message.annotation = call_annotation(*call, {call->action, call->media}, call->reason);
    message.reply = annotation_of(record.reply_to);
    message.attachments = record.attachments;
    message.mentions = record.mentions;
    message.previews = record.previews;
    message.off_the_record = record.off_the_record;
    message.stanza = record.stanza;
    auto ways = record.via;
    if (ways.empty()) ways.push_back(Via::import);
    return {.message = std::move(message),
            .ways = std::move(ways),
            .id = record.id,
            .local_time = record.local_time,
            .is_corrected = !record.versions.empty()};
}

/// The id by which others would name it; "" if it has none.
static std::string name_of(const MessageRecord& record, AnnotationKind kind) {
    const bool by_room =
        record.type == MessageType::groupchat && kind != AnnotationKind::correction;
    if (by_room && !record.stanza_id.empty()) return record.stanza_id;
    return record.message_id.empty() ? record.origin_id : record.message_id;
}

/// `does` is a version, a retraction or a reaction.
static RestoredMessage carrier(Message message, const MessageRecord& record, const auto& does,
                               AnnotationKind kind) {
    const auto& stanza_id = does.stanza_id;
    if (stanza_id && !stanza_id->id.empty() && !stanza_id->by.empty())
        message.stanza_id = stanza_id;
    message.annotation = Annotation{.kind = kind, .named_id = name_of(record, kind)};
    return {.message = std::move(message), .ways = {Via::import}, .id = does.id};
}

static void add_corrections(Restored& all, const MessageRecord& record) {
    for (std::size_t i = 1; i < record.versions.size(); ++i) {
        const auto& version = record.versions[i];
        auto message = message_of(record, version.stamp);
        message.message_id = version.message_id;
        if (i + 1 == record.versions.size()) {
            message.bodies = latest_bodies(record);
            message.shown = record.shown;
            message.encryption = record.encryption;
        } else {
            add_text(message.bodies, "", version.body);
            message.shown = version.shown;
        }
        all.annotations.push_back(
            carrier(std::move(message), record, version, AnnotationKind::correction));
    }
}

static void add_retraction(Restored& all, const MessageRecord& record) {
    if (!record.retraction) return;
    const auto& retraction = *record.retraction;
    const bool moderated = !retraction.moderator.empty();
    auto message = message_of(record, retraction.at);
    if (moderated) {
        message.direction = Direction::in;
        message.from = record.with;
        message.occupant_id.clear();
    }
    auto added = carrier(std::move(message), record, retraction,
                         moderated ? AnnotationKind::moderation : AnnotationKind::retraction);
    added.message.annotation->reason = retraction.reason;
    if (retraction.moderator != record.with) added.message.annotation->jid = retraction.moderator;
    all.annotations.push_back(std::move(added));
}

static void add_reactions(Restored& all, const MessageRecord& record) {
    for (const auto& reaction : record.reactions) {
        auto message = message_of(record, reaction.at);
        const bool ours = reaction.from.bare() == record.account;
        message.direction = ours ? Direction::out : Direction::in;
        message.from = reaction.from;
        message.to = ours ? record.with : record.account;
        message.occupant_id = reaction.occupant_id;
        auto added = carrier(std::move(message), record, reaction, AnnotationKind::reaction);
        added.message.annotation->emoji = reaction.emoji;
        all.annotations.push_back(std::move(added));
    }
}

/// What a device told the others of the account is in the conversation of the account with itself.
static void add_call(Restored& all, const MessageRecord& record) {
    if (!record.call) return;
    for (const auto& event : record.call->events) {
        auto message = message_of(record, event.at);
        const bool ours = event.from.bare() == record.account;
        message.direction = ours ? Direction::out : Direction::in;
        message.from = event.from;
        message.to = event.to;
        if (ours && event.to.bare() == record.account) message.with = record.account;
        message.message_id = event.message_id;
        auto added = carrier(std::move(message), record, event, AnnotationKind::call);
        added.message.annotation =
            call_annotation(*record.call, {.action = event.action}, event.reason);
        all.annotations.push_back(std::move(added));
    }
}

static Direction direction_of(const ReceiptRecord& receipt, const MessageRecord& record) {
    if (record.with == record.account)
        return record.direction == Direction::in ? Direction::out : Direction::in;
    return receipt.from.bare() == record.account ? Direction::out : Direction::in;
}

static void add_receipts(Restored& all, const MessageRecord& record) {
    for (const auto& source : record.receipts) {
        Receipt receipt{.account = record.account,
                        .direction = direction_of(source, record),
                        .with = record.with,
                        .from = source.from,
                        .kind = source.kind,
                        .named_id = source.named_id,
                        .stamp = source.at,
                        .in_room = is_in_room(record),
                        .occupant_id = source.occupant_id};
        if (receipt.named_id.empty())
            receipt.named_id = record.message_id.empty() ? record.stanza_id : record.message_id;
        // An occupant is one of the room, also where it is we ourselves.
        const bool occupant = !source.from.is_bare() || !source.occupant_id.empty();
        if (receipt.in_room && occupant)
            receipt.from = source.from.is_bare()
                               ? record.with
                               : record.with.with_resource(source.from.resourcepart());
        if (!receipt.named_id.empty()) all.receipts.push_back(std::move(receipt));
    }
}

Restored restored(const MessageRecord& record) {
    Restored all{.message = original(record), .annotations = {}, .receipts = {}};
    add_corrections(all, record);
    add_retraction(all, record);
    add_reactions(all, record);
    add_call(all, record);
    add_receipts(all, record);
    return all;
}

Presence restored(const PresenceRecord& record) {
    Presence presence;
    presence.account = record.account;
    presence.from =
        record.resource.empty() ? record.contact : record.contact.with_resource(record.resource);
    presence.type = record.type;
    presence.show = record.show;
    presence.status = record.status;
    presence.priority = record.priority;
    presence.cause = record.cause;
    presence.stamp = record.stamp;
    presence.seen_at = record.seen_at;
    presence.occupant = record.occupant;
    presence.nick = record.nick;
    return presence;
}

}  // namespace boswell::archive
