// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/tombstone.hpp"

#include "base/text.hpp"
#include "stanza/delay.hpp"
#include "stanza/namespaces.hpp"

#include <utility>

namespace boswell::stanza {

static constexpr std::string_view retract = "urn:xmpp:message-retract:1";
static constexpr std::string_view moderate = "urn:xmpp:message-moderate:1";
// COMPAT: XEP-0424 before 0.4 and XEP-0425 before 0.3, as servers of 2023 write them.
static constexpr std::string_view old_retract = "urn:xmpp:message-retract:0";
static constexpr std::string_view old_moderate = "urn:xmpp:message-moderate:0";
static constexpr std::size_t longest_reason = 2048;

namespace {
struct Tombstone {
    const Element* retracted = nullptr;
    const Element* moderated = nullptr;  ///< nullptr: the author has taken the message back
    const Element* reason = nullptr;     ///< the element that has a reason, if there is any
};
}  // namespace

static std::optional<Tombstone> find_tombstone(const Element& stanza) {
    if (const auto* retracted = find_child(stanza, "retracted", retract))
        return Tombstone{retracted, find_child(*retracted, "moderated", moderate), retracted};
    if (const auto* moderated = find_child(stanza, "moderated", old_moderate)) {
        if (const auto* retracted = find_child(*moderated, "retracted", old_retract))
            return Tombstone{retracted, moderated, moderated};
    }
    if (const auto* retracted = find_child(stanza, "retracted", old_retract))
        return Tombstone{retracted, find_child(*retracted, "moderated", old_moderate), retracted};
    return std::nullopt;
}

/// As a retraction would name it.
static std::string name_of(const Message& message) {
    if (message.type == MessageType::groupchat)
        return message.stanza_id->by == message.with ? message.stanza_id->id : "";
    return message.message_id.empty() ? message.origin_id : message.message_id;
}

static Time retracted_at(const Element& retracted, const Message& message) {
    const auto stamp = parse_rfc3339(retracted.attribute("stamp"));
    if (!stamp) return message.stamp;
    return credible_stamp(Delay{.stamp = *stamp, .by = message.stanza_id->by}, message.received_at);
}

std::optional<Message> retraction_of_tombstone(const Element& stanza, const Message& message) {
    if (message.via != Via::archive || !message.stanza_id || !message.bodies.empty())
        return std::nullopt;
    const auto tombstone = find_tombstone(stanza);
    const auto name = tombstone ? name_of(message) : "";
    const bool by_moderator = tombstone && tombstone->moderated != nullptr;
    const bool in_room = message.in_room && message.type == MessageType::groupchat;
    if (name.empty() || (by_moderator && !in_room)) return std::nullopt;

    Message retraction;
    retraction.account = message.account;
    retraction.direction = by_moderator ? Direction::in : message.direction;
    retraction.with = message.with;
    retraction.in_room = message.in_room;
    retraction.from = by_moderator ? message.with : message.from;
    retraction.to = message.to;
    retraction.type = message.type;
    if (!by_moderator) retraction.occupant_id = message.occupant_id;
    retraction.message_id = tombstone->retracted->attribute("id");
    retraction.stamp = retracted_at(*tombstone->retracted, message);
    retraction.received_at = message.received_at;
    retraction.via = Via::archive;
    retraction.delivery_began = message.delivery_began;
    retraction.stanza_id = StanzaId{message.stanza_id->id + "-retracted", message.stanza_id->by};
    const auto reason = trim(child_text(*tombstone->reason, "reason", tombstone->reason->xmlns()));
    retraction.annotation =
        Annotation{.kind = by_moderator ? AnnotationKind::moderation : AnnotationKind::retraction,
                   .named_id = name,
                   .reason = std::string(utf8_prefix(reason, longest_reason))};
    if (by_moderator)
        retraction.annotation->jid =
            Jid::parse(tombstone->moderated->attribute("by")).value_or(Jid());
    return retraction;
}

}  // namespace boswell::stanza
