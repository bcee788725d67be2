// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/room.hpp"

#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"

#include <algorithm>
#include <array>

namespace boswell::stanza {

using Words = std::array<std::string_view, 5>;
static constexpr Words affiliations{"owner", "admin", "member", "outcast", "none"};
static constexpr Words roles{"moderator", "participant", "visitor", "none", ""};

static const Element* find_item(const Element& stanza) {
    const auto* x = find_child(stanza, "x", ns::muc_user);
    return x == nullptr ? nullptr : find_child(*x, "item", ns::muc_user);
}

/// "" for what XEP-0045 does not know.
static std::string_view one_of(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) == words.end() ? std::string_view() : word;
}

std::string find_occupant_id(const Element& stanza, const RoomContext& room) {
    if (!room.gives_occupant_ids) return {};
    const auto* element = find_child(stanza, "occupant-id", ns::occupant_id);
    return std::string(element == nullptr ? std::string_view() : element->attribute("id"));
}

std::optional<Occupant> find_occupant(const Element& presence, const RoomContext& room) {
    Occupant occupant{.occupant_id = find_occupant_id(presence, room)};
    if (const auto* item = find_item(presence)) {
        occupant.jid = Jid::parse(item->attribute("jid")).value_or(Jid());
        occupant.affiliation = one_of(affiliations, item->attribute("affiliation"));
        occupant.role = one_of(roles, item->attribute("role"));
    }
    if (occupant == Occupant()) return std::nullopt;
    return occupant;
}

Jid archived_sender(const Element& message) {
    Jid found;
    for (const auto& x : message.children()) {
        if (!is(x, "x", ns::muc_user)) continue;
        for (const auto& item : x.children()) {
            if (!is(item, "item", ns::muc_user) || !item.has_attribute("jid")) continue;
            if (!found.empty()) return {};
            const auto jid = Jid::parse(item.attribute("jid"));
            if (!jid) return {};
            found = jid->bare();
        }
    }
    return found;
}

std::optional<bool> is_ourselves(const Message& message, const RoomContext& room) {
    if (message.from.is_bare()) return false;
    if (!message.real_from.empty()) return message.real_from == message.account;
    if (!message.occupant_id.empty() && !room.occupant_id.empty())
        return message.occupant_id == room.occupant_id;
    return std::nullopt;
}

}  // namespace boswell::stanza
