// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_record.hpp"

#include "base/json_object.hpp"
#include "formats/json_account.hpp"
#include "formats/json_contact.hpp"
#include "formats/json_message.hpp"
#include "formats/json_omemo.hpp"
#include "formats/json_pep.hpp"
#include "formats/json_presence.hpp"

namespace boswell::formats {

static void add(JsonObject& object, const ReadMark& mark) {
    if (mark.stamp) object.time("until", *mark.stamp);
    if (mark.id != 0) object.number("id", mark.id);
    object.text("stanza_id", mark.stanza_id.id);
    object.text("stanza_id_by", mark.stanza_id.by.str());
    object.time("at", mark.at);
}

static void add(JsonObject& object, const ConversationRecord& conversation) {
    object.text("account", conversation.account.str());
    object.text("with", conversation.with.str());
    object.text("person", conversation.person);
    object.text("type", to_string(conversation.type));
    object.number("messages", conversation.messages);
    object.time("first", conversation.first);
    object.time("last", conversation.last);
    if (!conversation.read) return;
    JsonObject read(object.member("read"));
    add(read, *conversation.read);
    read.close();
}

static void add(JsonObject& object, const ReadMarkRecord& record) {
    object.text("account", record.account.str());
    object.text("with", record.with.str());
    add(object, record.mark);
}

static void add(JsonObject& object, const BookmarkRecord& record) {
    const auto& bookmark = record.bookmark;
    object.text("account", record.account.str());
    object.text("room", bookmark.room.str());
    object.text("name", bookmark.name);
    object.text("nickname", bookmark.nickname);
    object.boolean("autojoin", bookmark.autojoin);
    if (bookmark.has_password) object.boolean("has_password", true);
    if (bookmark.removed) object.boolean("removed", true);
    object.time("seen_at", record.seen_at);
    object.time("confirmed_at", record.confirmed_at);
}

static void add(JsonObject& object, const GapRecord& gap) {
    object.text("account", gap.account.str());
    object.text("archive", gap.archive.str());
    if (gap.since) object.time("since", *gap.since);
    if (gap.until) object.time("until", *gap.until);
    object.text("reason", gap.reason);
}

static void add(JsonObject& object, const StatsRecord& stats) {
    object.number("messages", stats.messages);
    object.number("presences", stats.presences);
    object.number("vcards", stats.vcards);
    object.number("conversations", stats.conversations);
    object.number("contacts", stats.contacts);
    object.number("bytes", stats.bytes);
    object.text("substring_index", stats.substring_index);
    if (stats.substring_index == "building")
        object.number("substring_indexed", stats.substring_indexed);
}

static void add(JsonObject& object, const MessageCopy& copy) {
    object.number("id", copy.id);
    object.text("via", to_string(copy.via));
    object.time("seen_at", copy.seen_at);
    if (copy.stanza_id) {
        object.text("stanza_id", copy.stanza_id->id);
        object.text("stanza_id_by", copy.stanza_id->by.str());
    }
    if (copy.delay) {
        object.time("stamp", copy.delay->stamp);
        object.text("delayed_by", copy.delay->by.str());
    }
    object.text("joined_by", copy.joined_by);
    object.text("stanza", copy.stanza);
}

static constexpr std::string_view kinds[] = {
    "message",     "presence",     "interval",         "contact",   "conversation",
    "account",     "stats",        "presence-summary", "gap",       "chat-state",
    "observation", "roster-entry", "vcard-version",    "pep-event", "key",
    "move-claim",  "bookmark",     "read-mark",        "receipt"};
static_assert(std::size(kinds) == std::variant_size_v<Record>);

void append_record(std::string& out, const RecordView& record) {
    JsonObject object(out);
    object.text("kind", kinds[record.index()]);
    record.visit([&object](const auto& value) { add(object, value); });
    object.close();
}

std::string to_json(const RecordView& record) {
    std::string out;
    append_record(out, record);
    return out;
}

static void add(JsonObject& object, std::span<const MessageCopy> copies) {
    auto& list = object.member("copies");
    char before = '[';
    for (const auto& copy : copies) {
        list += before;
        before = ',';
        JsonObject entry(list);
        add(entry, copy);
        entry.close();
    }
    list += copies.empty() ? "[]" : "]";
}

std::string to_json(const MessageRecord& message, const MessageDetails& details) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "message");
    add(object, message);
    if (details.is_read) object.boolean("read", *details.is_read);
    if (details.encrypted) {
        JsonObject encrypted(object.member("encrypted"));
        encrypted.text("sender", details.encrypted->sender.str());
        add_reading(encrypted, *details.encrypted);
        encrypted.close();
    }
    add(object, details.copies);
    add_list(object, "presence", details.presence,
             [](auto& entry, const PresenceAt& state) { add(entry, state); });
    object.close();
    return out;
}

std::string to_json(const ContactRecord& contact, Time since) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "contact");
    add(object, contact);
    object.time("since", since);
    object.close();
    return out;
}

std::string to_json(const PresenceAt& state) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "presence-state");
    add(object, state);
    object.close();
    return out;
}

std::string to_json(const PresenceTotal& total) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "presence-total");
    add(object, total);
    object.close();
    return out;
}

std::string to_json(const MessageCount& count) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "message-count");
    object.text("by", to_string(count.by));
    object.text("period", count.name);
    if (count.period) {
        object.time("since", count.period->since);
        object.time("until", count.period->until);
    }
    object.text("account", count.account.str());
    object.text("with", count.with.str());
    object.text("person", count.person);
    object.number("messages", count.messages);
    object.close();
    return out;
}

}  // namespace boswell::formats
