// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/presence.hpp"

#include "base/digest.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"
#include "stanza/address.hpp"
#include "stanza/delay.hpp"
#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/room.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace boswell::stanza {

static constexpr std::string_view nick = "http://jabber.org/protocol/nick";
static constexpr std::string_view avatar_update = "vcard-temp:x:update";

std::optional<PresenceType> presence_type(const Element& stanza) {
    if (!stanza.has_attribute("type")) return PresenceType::available;
    const auto type = stanza.attribute("type");
    // "available" is our word for no type, not one of RFC 6121 4.7.1.
    return type == "available" ? std::nullopt : parse_presence_type(type);
}

// RFC 6121 4.7.2.3: an xs:byte, which may have a plus sign; anything else counts as not given.
static int priority_of(const Element& stanza) {
    auto digits = trim(child_text(stanza, "priority", ns::client));
    if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
    return parse_integer(digits, -128, 127).value_or(0);
}

static Show show_of(const Element& stanza) {
    const auto show = trim(child_text(stanza, "show", ns::client));
    // RFC 6121 4.7.2.1: a word that is not one of the four counts as not given.
    return parse_show(show).value_or(Show::available);
}

static std::string status_of(const Element& stanza) {
    const auto inherited = language(stanza);
    std::vector<LangText> statuses;
    for (const auto& child : stanza.children()) {
        if (is(child, "status", ns::client))
            statuses.push_back({.lang = std::string(language(child, inherited)),
                                .text = std::string(child.text())});
    }
    return std::string(best_text(statuses, inherited));
}

static std::string caps_node(const Element& stanza) {
    const auto* element = find_child(stanza, "c", ns::caps);
    if (element == nullptr || element->attribute("node").empty()) return {};
    return fmt::format("{}#{}", element->attribute("node"), element->attribute("ver"));
}

// XEP-0153 4.1: no <photo/> says "not ready to tell", an empty one "no avatar".
static std::optional<std::string> avatar_hash(const Element& stanza) {
    const auto* update = find_child(stanza, "x", avatar_update);
    if (update == nullptr) return std::nullopt;
    const auto* photo = find_child(*update, "photo", avatar_update);
    if (photo == nullptr) return std::nullopt;
    auto hash = to_lower(trim(photo->text()));
    if (!hash.empty() && !is_sha1_hex(hash)) return std::nullopt;
    return hash;
}

std::optional<Presence> to_presence(const Element& stanza, const Context& context) {
    const auto from = sender(stanza, context.account);
    if (!from) return std::nullopt;
    const auto delay = find_delay(stanza, context.account);
    const auto room = context.rooms.find(from->bare());
    const bool in_room = room != context.rooms.end();
    std::optional<Occupant> occupant;
    if (in_room) occupant = find_occupant(stanza, room->second);
    return Presence{.account = context.account,
                    .from = *from,
                    .type = presence_type(stanza).value(),
                    .show = show_of(stanza),
                    .status = status_of(stanza),
                    .priority = priority_of(stanza),
                    .cause = in_room ? Cause::room
                             : delay ? Cause::delayed
                                     : Cause::change,
                    .stamp = credible_stamp(delay, context.now),
                    .seen_at = context.now,
                    .caps_node = caps_node(stanza),
                    .avatar_hash = avatar_hash(stanza),
                    .occupant = std::move(occupant),
                    .nick = std::string(trim(child_text(stanza, "nick", nick)))};
}

}  // namespace boswell::stanza
