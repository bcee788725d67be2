// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_message.hpp"

namespace boswell::formats {

static void add(RecordFields& object, std::string_view key,
                const std::optional<Reference>& reference) {
    if (!reference) return;
    JsonObject entry(object.member(key));
    if (reference->kind != AnnotationKind::reply) entry.text("kind", to_string(reference->kind));
    if (reference->id != 0) entry.number("id", reference->id);
    entry.text("message_id", reference->named_id);
    entry.text(reference->kind == AnnotationKind::reply ? "to" : "by", reference->jid.str());
    entry.list("emoji", reference->emoji);
    entry.text("reason", reference->reason);
    if (reference->call) {
        entry.text("action", to_string(reference->call->action));
        entry.list("media", reference->call->media);
    }
    entry.close();
}

static void add(RecordFields& object, std::string_view key,
                const std::optional<StanzaId>& stanza_id) {
    if (!stanza_id) return;
    object.text(key, stanza_id->id);
    object.text(std::string(key) + "_by", stanza_id->by.str());
}

static void add(RecordFields& entry, const std::optional<Dimensions>& dimensions) {
    if (!dimensions) return;
    entry.number("width", dimensions->width);
    entry.number("height", dimensions->height);
}

static void add(RecordFields& entry, const Attachment& file) {
    entry.text("url", file.url);
    entry.text("mime", file.mime);
    if (file.size) entry.number("size", *file.size);
    entry.text("description", file.description);
    entry.text("caption", file.caption);
    entry.text("disposition", file.disposition);
    add(entry, file.dimensions);
    if (file.length) entry.seconds("seconds", *file.length);
    add_list(entry, "hashes", file.hashes, [](auto& each, const FileHash& hash) {
        each.text("algo", hash.algo);
        each.text("value", hash.value);
    });
    add_list(entry, "thumbnails", file.thumbnails, [](auto& each, const Thumbnail& thumbnail) {
        each.text("uri", thumbnail.uri);
        each.text("mime", thumbnail.mime);
        add(each, thumbnail.dimensions);
    });
}

static void add(RecordFields& object, const LocalTime& local) {
    JsonObject entry(object.member("local_time"));
    entry.text("text", local.text);
    entry.text("zone", local.zone);
    if (local.is_ambiguous) entry.boolean("ambiguous", true);
    entry.close();
}

static void add(RecordFields& object, const CallRecord& call) {
    JsonObject entry(object.member("call"));
    entry.text("id", call.id);
    if (call.outcome) entry.text("outcome", to_string(*call.outcome));
    if (call.duration) entry.seconds("seconds", *call.duration);
    entry.text("action", to_string(call.action));
    entry.text("reason", call.reason);
    entry.list("media", call.media);
    add_list(entry, "events", call.events, [](auto& event, const CallEvent& said) {
        event.text("action", to_string(said.action));
        event.text("from", said.from.str());
        event.text("to", said.to.str());
        event.time("at", said.at);
        event.text("reason", said.reason);
        if (said.id != 0) event.number("id", said.id);
        event.text("message_id", said.message_id);
        add(event, "stanza_id", said.stanza_id);
    });
    entry.close();
}

/// Written also if it is empty: then nothing of the body is to be read.
static void add_shown(RecordFields& object, const std::optional<std::string>& shown) {
    if (shown) append_json(object.member("shown"), *shown);
}

/// What people did to the message.
static void add_annotations(RecordFields& object, const MessageRecord& message) {
    add_list(object, "versions", message.versions, [](auto& entry, const MessageVersion& version) {
        entry.time("stamp", version.stamp);
        entry.text("body", version.body);
        add_shown(entry, version.shown);
        if (version.id != 0) entry.number("id", version.id);
        entry.text("message_id", version.message_id);
        add(entry, "stanza_id", version.stanza_id);
    });
    if (const auto& retraction = message.retraction) {
        object.time("retracted_at", retraction->at);
        object.text("moderated_by", retraction->moderator.str());
        object.text("retraction_reason", retraction->reason);
        if (retraction->id != 0) object.number("retraction_id", retraction->id);
        add(object, "retraction_stanza_id", retraction->stanza_id);
    }
    add_list(object, "reactions", message.reactions, [](auto& entry, const Reaction& reaction) {
        entry.text("from", reaction.from.str());
        entry.list("emoji", reaction.emoji);
        entry.time("at", reaction.at);
        if (reaction.id != 0) entry.number("id", reaction.id);
        entry.text("occupant_id", reaction.occupant_id);
        add(entry, "stanza_id", reaction.stanza_id);
    });
    add_list(object, "attachments", message.attachments,
             [](auto& entry, const Attachment& file) { add(entry, file); });
    add_list(object, "mentions", message.mentions, [](auto& entry, const Mention& mention) {
        entry.text("uri", mention.uri);
        if (mention.begin) entry.number("begin", *mention.begin);
        if (mention.end) entry.number("end", *mention.end);
    });
    add_list(object, "previews", message.previews, [](auto& entry, const LinkPreview& preview) {
        entry.text("url", preview.url);
        entry.text("title", preview.title);
        entry.text("description", preview.description);
        entry.text("site", preview.site);
        entry.text("type", preview.type);
        entry.text("image", preview.image);
    });
    if (message.call) add(object, *message.call);
    add(object, "reply_to", message.reply_to);
    add_list(object, "receipts", message.receipts, [&](auto& entry, const ReceiptRecord& receipt) {
        entry.text("from", receipt.from.str());
        entry.text("kind", to_string(receipt.kind));
        entry.time("at", receipt.at);
        if (receipt.named_id != message.message_id) entry.text("message_id", receipt.named_id);
        entry.text("occupant_id", receipt.occupant_id);
    });
    add(object, "annotates", message.annotates);
}

static void add_ways(RecordFields& object, const std::vector<Via>& ways) {
    if (ways.empty()) return;
    auto& out = object.member("via");
    char before = '[';
    for (const Via way : ways) {
        out += before;
        before = ',';
        append_json(out, to_string(way));
    }
    out += ']';
}

void add(RecordFields& object, const MessageRecord& message) {
    object.text("account", message.account.str());
    object.text("with", message.with.str());
    object.text("person", message.person);
    object.text("direction", to_string(message.direction));
    object.number("id", message.id);
    object.text("from", message.from.str());
    object.text("to", message.to.str());
    object.text("type", to_string(message.type));
    object.time("stamp", message.stamp);
    object.time("received_at", message.received_at);
    object.text("body", message.body);
    add_shown(object, message.shown);
    object.text("subject", message.subject);
    object.text("thread", message.thread);
    object.text("lang", message.lang);
    object.text("message_id", message.message_id);
    object.text("origin_id", message.origin_id);
    object.text("stanza_id", message.stanza_id);
    object.text("stanza_id_by", message.stanza_id_by.str());
    add_ways(object, message.via);
    object.text("delayed_by", message.delayed_by.str());
    object.text("dated_by", message.dated_by.str());
    if (message.local_time) add(object, *message.local_time);
    object.text("encryption", message.encryption);
    object.text("occupant_id", message.occupant_id);
    if (message.in_room && message.type != MessageType::groupchat) object.boolean("in_room", true);
    if (message.off_the_record) object.boolean("off_the_record", true);
    add_annotations(object, message);
    if (message.bodies.empty()) return;
    JsonObject bodies(object.member("bodies"));
    for (const auto& body : message.bodies) append_json(bodies.member(body.lang), body.text);
    bodies.close();
}

void add(RecordFields& object, const UnattachedReceipt& receipt) {
    object.text("account", receipt.account.str());
    object.text("with", receipt.with.str());
    object.text("person", receipt.person);
    object.text("direction", to_string(receipt.direction));
    object.text("from", receipt.from.str());
    object.text("receipt", to_string(receipt.kind));
    object.text("message_id", receipt.named_id);
    object.time("stamp", receipt.stamp);
    if (receipt.in_room) object.boolean("in_room", true);
    object.text("occupant_id", receipt.occupant_id);
}

}  // namespace boswell::formats
