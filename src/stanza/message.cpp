// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/message.hpp"

#include "stanza/address.hpp"
#include "stanza/annotation.hpp"
#include "stanza/attachment.hpp"
#include "stanza/delay.hpp"
#include "stanza/element.hpp"
#include "stanza/encryption.hpp"
#include "stanza/link_preview.hpp"
#include "stanza/mention.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/off_the_record.hpp"
#include "stanza/room.hpp"
#include "stanza/shown_text.hpp"
#include "stanza/stanza_id.hpp"

#include <algorithm>
#include <array>

namespace boswell::stanza {

// Namespaces of elements that say something about a message or a conversation. A message that has
// nothing else is not kept.
static constexpr std::array<std::string_view, 18> accompaniments{
    "http://jabber.org/protocol/chatstates",
    "urn:xmpp:receipts",
    "urn:xmpp:chat-markers:0",
    "urn:xmpp:mds:displayed:0",  // XEP-0490: what a server without it leaves in a message
    "jabber:x:event",            // XEP-0022, before chat states
    "urn:xmpp:sid:0",
    "urn:xmpp:mam:tmp",  // COMPAT: ejabberd says the stanza-id in the words of XEP-0313 0.2 as well
    "urn:xmpp:delay",
    "jabber:x:delay",
    "urn:xmpp:hints",
    "urn:xmpp:carbons:2",
    "urn:xmpp:occupant-id:0",
    "http://jabber.org/protocol/nick",
    "http://jabber.org/protocol/caps",
    // COMPAT: Google Talk.
    "google:nosave",
    "google:timestamp",
    "google:metadata",
    "http://jabber.org/protocol/archive",
};

static bool is_content(const Element& element, bool groupchat) {
    const auto xmlns = element.xmlns();
    if (xmlns == ns::client) {
        if (element.name() == "thread") return false;
        // XEP-0045 7.2.15: an empty subject says that the room has none.
        if (element.name() == "subject" && groupchat) return true;
        if (element.name() == "body" || element.name() == "subject") return !element.text().empty();
        return true;
    }
    // XEP-0045 7.5: an empty <x/> only marks a private message of a room.
    if (xmlns == ns::muc_user) return !element.children().empty();
    return std::find(accompaniments.begin(), accompaniments.end(), xmlns) == accompaniments.end();
}

bool is_worth_keeping(const Element& message) {
    const auto type = message.attribute("type");
    if (type == "error") return true;
    const bool groupchat = type == "groupchat";
    const auto children = message.children();
    return std::any_of(children.begin(), children.end(),
                       [&](const auto& child) { return is_content(child, groupchat); });
}

/// The texts of all children of that name, the first of each language.
static std::vector<LangText> texts(const Element& message, std::string_view name,
                                   std::string_view inherited) {
    std::vector<LangText> found;
    for (const auto& child : message.children()) {
        if (!is(child, name, ns::client)) continue;
        LangText text{.lang = std::string(language(child, inherited)),
                      .text = std::string(child.text())};
        const bool known = std::any_of(found.begin(), found.end(), [&](const auto& earlier) {
            return earlier.lang == text.lang;
        });
        if (!known) found.push_back(std::move(text));
    }
    return found;
}

// With the account's bare JID the server speaks for the account, as in PEP. But gateways and
// privileged components speak for the user so, and what they say to others comes as a carbon or
// from the archive.
static bool is_ours(const MessageSource& source, const Message& message) {
    if (message.type == MessageType::error || message.from.bare() != message.account) return false;
    const bool to_somebody = !message.to.empty() && message.to.bare() != message.account;
    return !message.from.is_bare() || (source.wrapper != nullptr && to_somebody);
}

static std::optional<Delay> delay_of(const MessageSource& source, const Jid& keeper) {
    // The keeper wrote the wrapping; the wrapped message, with any delay in it, is the sender's.
    if (source.wrapper != nullptr) {
        if (auto delay = find_delay(*source.wrapper, keeper)) {
            if (source.archived && delay->by.empty()) delay->by = source.archived->by;
            return delay;
        }
        // A carbon copy that waited for its stream to be resumed (XEP-0198) is as old as the server
        // says outside of it. Outside of an archive's result that is the age of the answer.
        if (!source.archived) {
            if (auto delay = find_delay(*source.outermost, keeper)) return delay;
        }
    }
    return find_delay(*source.message, keeper);
}

/// Whose delay is believed: the room's for what is said in it, else that of the account's server.
static const Jid& keeper_of(const Message& message) {
    const bool loud = message.in_room && message.type == MessageType::groupchat;
    return loud ? message.with : message.account;
}

static Via via_of(const MessageSource& source, const Message& message) {
    if (source.archived) return Via::archive;
    if (source.wrapper != nullptr) return Via::carbon;
    if (!message.delay || !is_own(*message.delay, keeper_of(message))) return Via::stream;
    return keeper_of(message) == message.with ? Via::room_history : Via::offline;
}

/// Reads what the room tells of the sender.
static void read_room(Message& message, const MessageSource& source, const RoomContext& room) {
    const auto& stanza = *source.message;
    message.in_room = true;
    if (message.from.bare() != message.with) return;  // our own private message to an occupant
    message.occupant_id = find_occupant_id(stanza, room);
    if (message.type != MessageType::groupchat) return;
    const bool tells_sender = source.archived && source.archived->by == room.tells_real_jids;
    if (tells_sender && !message.from.is_bare()) message.real_from = archived_sender(stanza);
    const auto ours = is_ourselves(message, room);
    message.knows_direction = ours.has_value();
    if (ours.value_or(message.from.resourcepart() == room.nickname))
        message.direction = Direction::out;
}

/// XEP-0045 7.5: an empty <x/> marks a private message of a room. Of a room that we are not in only
/// the server's copies of what other clients exchange are believed, and of nobody in the roster,
/// who could send such an <x/> himself.
static bool is_of_unentered_room(const MessageSource& source, const Message& message,
                                 const Context& context) {
    if (context.contacts.contains(message.with)) return false;
    const auto* x = find_child(*source.message, "x", ns::muc_user);
    const auto& occupant = message.direction == Direction::out ? message.to : message.from;
    return source.wrapper != nullptr && x != nullptr && x->children().empty() &&
           message.type == MessageType::chat && !occupant.is_bare();
}

void read_content(const MessageSource& source, Message& message) {
    const auto& stanza = *source.message;
    const auto inherited = language(stanza, source.language);
    message.bodies = texts(stanza, "body", inherited);
    message.subjects = texts(stanza, "subject", inherited);
    message.thread = child_text(stanza, "thread", ns::client);
    message.message_id = stanza.attribute("id");
    message.origin_id = origin_id(stanza);
    message.encryption = encryption_of(stanza);
    message.annotation = find_annotation(stanza, message);
    message.reply = find_reply(stanza, message);
    message.attachments = find_attachments(stanza);
    message.mentions = find_mentions(stanza, best_text(message.bodies));
    message.previews = find_previews(stanza);
    message.shown = shown_text(stanza, message);
    message.off_the_record = is_off_the_record(stanza);
    message.stanza = source.original;
}

static Time stamp_of(const MessageSource& source, const Message& message) {
    const bool by_own_archive = source.archived && source.archived->by == message.account &&
                                message.delay && is_own(*message.delay, message.account);
    return by_own_archive ? archived_stamp(*message.delay, message.received_at)
                          : credible_stamp(message.delay, message.received_at);
}

TranslatedMessage to_message(const MessageSource& source, const Context& context) {
    const auto& stanza = *source.message;
    const auto from = sender(stanza, context.account);
    if (!from) return {.message = {}, .reason = "the sender is not an address"};
    const bool addressed = stanza.has_attribute("to");
    const auto to = addressed ? Jid::parse(stanza.attribute("to")) : context.account;

    Message message;
    message.account = context.account;
    message.from = *from;
    message.to = to.value_or(Jid());
    message.type = parse_message_type(stanza.attribute("type")).value_or(MessageType::normal);
    message.direction = is_ours(source, message) ? Direction::out : Direction::in;
    if (message.direction == Direction::out && !to)
        return {.message = {}, .reason = "the recipient is not an address"};
    message.with = (message.direction == Direction::out ? message.to : message.from).bare();

    const auto room = context.rooms.find(message.with);
    if (room != context.rooms.end())
        read_room(message, source, room->second);
    else
        message.in_room = is_of_unentered_room(source, message, context);

    message.received_at = context.now;
    message.delay = delay_of(source, keeper_of(message));
    message.stamp = stamp_of(source, message);
    message.stanza_id = source.archived ? source.archived : find_stanza_id(stanza, *from, context);
    message.via = via_of(source, message);
    message.delivery_began =
        message.via == Via::room_history ? room->second.entered_at : context.session_began;
    read_content(source, message);
    return {.message = std::move(message), .reason = {}};
}

}  // namespace boswell::stanza
