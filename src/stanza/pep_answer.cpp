// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_answer.hpp"

#include "stanza/namespaces.hpp"

namespace boswell::stanza {

std::set<PepNode> listed_nodes(const Element& iq) {
    std::set<PepNode> nodes;
    const auto* query = find_child(iq, "query", ns::disco_items);
    if (query == nullptr) return nodes;
    for (const auto& child : query->children()) {
        const auto node = parse_pep_node(child.attribute("node"));
        if (node && is(child, "item", ns::disco_items)) nodes.insert(*node);
    }
    return nodes;
}

const Element* find_items(const Element& iq, std::string_view node) {
    const auto* pubsub = find_child(iq, "pubsub", ns::pubsub);
    const auto* items = pubsub == nullptr ? nullptr : find_child(*pubsub, "items", ns::pubsub);
    return items == nullptr || items->attribute("node") != node ? nullptr : items;
}

}  // namespace boswell::stanza
