// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/stanza_id.hpp"

#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"

namespace boswell::stanza {

static bool is_entitled(const Jid& by, const Element& message, const Jid& from,
                        const Context& context) {
    if (message.attribute("type") == "groupchat") {
        const auto room = context.rooms.find(from.bare());
        return room != context.rooms.end() && by == room->first && room->second.gives_stanza_ids;
    }
    return by == context.account && context.trust_stanza_ids;
}

std::optional<StanzaId> find_stanza_id(const Element& message, const Jid& from,
                                       const Context& context) {
    std::optional<StanzaId> found;
    for (const auto& child : message.children()) {
        if (!is(child, "stanza-id", ns::stanza_id)) continue;
        const auto by = Jid::parse(child.attribute("by"));
        if (!by || !is_entitled(*by, message, from, context)) continue;
        if (found) return std::nullopt;
        found = StanzaId{.id = std::string(child.attribute("id")), .by = *by};
    }
    if (found && found->id.empty()) return std::nullopt;
    return found;
}

std::string origin_id(const Element& message) {
    const auto* element = find_child(message, "origin-id", ns::stanza_id);
    return std::string(element == nullptr ? std::string_view() : element->attribute("id"));
}

}  // namespace boswell::stanza
