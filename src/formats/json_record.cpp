// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_record.hpp"

#include "base/json_object.hpp"
#include "formats/json_message.hpp"

namespace boswell::formats {

static void add(JsonObject& object, const PresenceRecord& presence) {
    object.text("account", presence.account.str());
    object.text("contact", presence.contact.str());
    object.text("resource", presence.resource);
    const bool available = presence.type == PresenceType::available;
    if (available || presence.type == PresenceType::unavailable) {
        object.boolean("available", available);
    } else {
        object.text("type", to_string(presence.type));
    }
    if (available) object.text("show", to_string(presence.show));
    object.text("status", presence.status);
    if (available) object.number("priority", presence.priority);
    object.time("stamp", presence.stamp);
    object.time("seen_at", presence.seen_at);
    object.text("cause", to_string(presence.cause));
    object.text("nick", presence.nick);
    if (!presence.occupant) return;
    JsonObject occupant(object.member("occupant"));
    occupant.text("jid", presence.occupant->jid.str());
    occupant.text("affiliation", presence.occupant->affiliation);
    occupant.text("role", presence.occupant->role);
    occupant.text("occupant_id", presence.occupant->occupant_id);
    occupant.close();
}

static void add(JsonObject& object, const PresenceInterval& interval) {
    object.text("account", interval.account.str());
    object.text("contact", interval.contact.str());
    object.text("state", to_string(interval.state));
    object.time("since", interval.period.since);
    object.time("until", interval.period.until);
    object.seconds("seconds", interval.period.until - interval.period.since);
    object.text("resource", interval.resource);
    object.text("status", interval.status);
}

static void add(JsonObject& object, const ObservationRecord& observation) {
    object.text("account", observation.account.str());
    object.time("since", observation.period.since);
    object.time("until", observation.period.until);
    if (observation.ended) object.text("ended", to_string(*observation.ended));
    object.text("reason", observation.reason);
    object.boolean("presence", observation.presence);
    if (observation.continues) object.boolean("continues", true);
}

static void add(JsonObject& object, const PresenceSummary& summary) {
    object.text("account", summary.account.str());
    object.text("contact", summary.contact.str());
    object.time("since", summary.period.since);
    object.time("until", summary.period.until);
    object.text("resource", summary.resource);
    milliseconds online{0};
    milliseconds offline{0};
    milliseconds unknown{0};
    for (const auto& [state, length] : summary.by_state) {
        (is_online(state) ? online : state == PresenceState::offline ? offline : unknown) += length;
    }
    object.seconds("online_seconds", online);
    object.seconds("offline_seconds", offline);
    object.seconds("unknown_seconds", unknown);
    JsonObject states(object.member("by_state"));
    for (const auto& [state, length] : summary.by_state) states.seconds(to_string(state), length);
    states.close();
    object.number("sessions", summary.sessions);
    object.seconds("longest_session_seconds", summary.longest_session);
    if (summary.first_seen) object.time("first_seen", *summary.first_seen);
    if (summary.last_seen) object.time("last_seen", *summary.last_seen);
}

static void add(JsonObject& object, const VCard& vcard) {
    object.text("full_name", vcard.full_name);
    object.text("nickname", vcard.nickname);
    object.text("given", vcard.given);
    object.text("family", vcard.family);
    object.list("email", vcard.emails);
    add_list(object, "tel", vcard.telephones, [](auto& entry, const VCardTelephone& telephone) {
        entry.text("kind", telephone.kind);
        entry.text("number", telephone.number);
    });
    object.text("org", vcard.organisation);
    object.text("title", vcard.title);
    object.text("birthday", vcard.birthday);
    object.text("url", vcard.url);
    object.text("note", vcard.note);
    object.text("photo_url", vcard.photo_url);
}

static void add(JsonObject& object, const ContactRecord& contact) {
    object.text("account", contact.account.str());
    object.text("jid", contact.jid.str());
    object.text("name", contact.name);
    if (contact.subscription) object.text("subscription", to_string(*contact.subscription));
    object.list("groups", contact.groups);
    if (contact.mark) object.text("mark", to_string(*contact.mark));
    if (!contact.vcard) return;
    const auto& version = *contact.vcard;
    JsonObject vcard(object.member("vcard"));
    add(vcard, version.vcard);
    vcard.close();
    object.time("fetched_at", version.fetched_at);
    object.number("versions", contact.versions);
    if (version.avatar_sha1.empty()) return;
    JsonObject avatar(object.member("avatar"));
    avatar.text("sha1", version.avatar_sha1);
    avatar.text("mime", version.avatar_mime);
    avatar.number("bytes", version.avatar_bytes);
    avatar.close();
}

static void add(JsonObject& object, const ConversationRecord& conversation) {
    object.text("account", conversation.account.str());
    object.text("with", conversation.with.str());
    object.text("type", to_string(conversation.type));
    object.number("messages", conversation.messages);
    object.time("first", conversation.first);
    object.time("last", conversation.last);
}

static void add(JsonObject& object, const std::optional<HeldArchive>& held) {
    if (!held) return;
    JsonObject archive(object.member("archive"));
    archive.boolean("complete", held->complete);
    if (held->caught_up_at) archive.time("caught_up_at", *held->caught_up_at);
    if (held->oldest) archive.time("oldest", *held->oldest);
    archive.close();
}

static std::vector<std::string> texts_of(const std::vector<Jid>& jids) {
    std::vector<std::string> texts;
    texts.reserve(jids.size());
    for (const auto& jid : jids) texts.push_back(jid.str());
    return texts;
}

static void add(JsonObject& object, const ArchiveTerms& terms) {
    JsonObject server(object.member("keeps"));
    const auto& preferences = terms.preferences;
    if (preferences.usual) server.text("default", to_string(*preferences.usual));
    server.list("always", texts_of(preferences.always));
    server.list("never", texts_of(preferences.never));
    if (terms.is_only_source) server.boolean("only_source", true);
    server.time("confirmed_at", terms.confirmed_at);
    server.close();
}

static void add(JsonObject& object, const ArchiveExtent& extent) {
    JsonObject server(object.member("extent"));
    if (extent.oldest) server.time("oldest", *extent.oldest);
    if (extent.newest) server.time("newest", *extent.newest);
    server.time("told_at", extent.told_at);
    server.close();
}

static void add(JsonObject& object, const RoomRecord& room) {
    object.text("jid", room.jid.str());
    object.text("nickname", room.nickname);
    object.text("state", to_string(room.state));
    object.time("since", room.since);
    object.text("subject", room.subject);
    object.text("reason", room.reason);
    add(object, room.archive);
}

static void add(JsonObject& object, const AccountRecord& account) {
    object.text("jid", account.jid.str());
    object.text("state", to_string(account.state));
    if (account.since) object.time("since", *account.since);
    if (account.last_proof) object.time("last_proof", *account.last_proof);
    object.text("tls", account.tls);
    object.text("sasl", account.sasl);
    object.list("features", account.features);
    object.number("messages", account.messages);
    object.text("last_error", account.last_error);
    add(object, account.archive);
    if (account.terms) add(object, *account.terms);
    if (account.extent) add(object, *account.extent);
    if (account.retention) object.number("retention_hours", account.retention->count());
    add_list(object, "rooms", account.rooms,
             [](auto& entry, const RoomRecord& room) { add(entry, room); });
}

static void add(JsonObject& object, const GapRecord& gap) {
    object.text("account", gap.account.str());
    object.text("archive", gap.archive.str());
    if (gap.since) object.time("since", *gap.since);
    if (gap.until) object.time("until", *gap.until);
    object.text("reason", gap.reason);
}

static void add(JsonObject& object, const ChatState& state) {
    object.text("account", state.account.str());
    object.text("with", state.with.str());
    object.text("direction", to_string(state.direction));
    object.text("from", state.from.str());
    object.text("state", to_string(state.state));
    object.time("stamp", state.stamp);
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
    "message", "presence",         "interval", "contact",    "conversation", "account",
    "stats",   "presence-summary", "gap",      "chat-state", "observation"};
static_assert(std::size(kinds) == std::variant_size_v<Record>);

std::string to_json(const Record& record) {
    std::string out;
    JsonObject object(out);
    object.text("kind", kinds[record.index()]);
    std::visit([&object](const auto& value) { add(object, value); }, record);
    object.close();
    return out;
}

std::string to_json(const MessageRecord& message, std::span<const MessageCopy> copies) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "message");
    add(object, message);
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
    object.text("account", state.account.str());
    object.text("contact", state.contact.str());
    object.time("at", state.at);
    object.text("state", to_string(state.state));
    if (state.since) object.time("since", *state.since);
    object.text("resource", state.resource);
    object.text("status", state.status);
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
    object.number("messages", count.messages);
    object.close();
    return out;
}

}  // namespace boswell::formats
