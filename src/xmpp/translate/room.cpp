// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/translate/room.hpp"

#include "xmpp/xml/tag.hpp"

#include <algorithm>
#include <array>

namespace boswell::xmpp {

using Words = std::array<std::string_view, 5>;
static constexpr Words affiliations{"owner", "admin", "member", "outcast", "none"};
static constexpr Words roles{"moderator", "participant", "visitor", "none", ""};

static const gloox::Tag* find_item(const gloox::Tag& stanza) {
    const auto* x = find_child(stanza, "x", ns::muc_user);
    return x == nullptr ? nullptr : find_child(*x, "item", ns::muc_user);
}

/// "" for what XEP-0045 does not know.
static std::string one_of(const Words& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) == words.end() ? std::string() : word;
}

std::string find_occupant_id(const gloox::Tag& stanza, const RoomContext& room) {
    if (!room.gives_occupant_ids) return {};
    const auto* element = find_child(stanza, "occupant-id", ns::occupant_id);
    return element == nullptr ? std::string() : element->findAttribute("id");
}

std::optional<Occupant> find_occupant(const gloox::Tag& presence, const RoomContext& room) {
    Occupant occupant{.occupant_id = find_occupant_id(presence, room)};
    if (const auto* item = find_item(presence)) {
        occupant.jid = Jid::parse(item->findAttribute("jid")).value_or(Jid());
        occupant.affiliation = one_of(affiliations, item->findAttribute("affiliation"));
        occupant.role = one_of(roles, item->findAttribute("role"));
    }
    if (occupant == Occupant()) return std::nullopt;
    return occupant;
}

bool is_ourselves(const Message& message, const gloox::Tag& stanza, const RoomContext& room) {
    if (message.from.is_bare()) return false;
    // XEP-0313 5.1.2: archives of rooms that show real JIDs have them.
    if (const auto* item = find_item(stanza); item != nullptr && item->hasAttribute("jid")) {
        const auto real = Jid::parse(item->findAttribute("jid"));
        return real && real->bare() == message.account;
    }
    if (!message.occupant_id.empty() && !room.occupant_id.empty())
        return message.occupant_id == room.occupant_id;
    return message.from.resourcepart() == room.nickname;
}

}  // namespace boswell::xmpp
