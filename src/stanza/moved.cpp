// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "model/jid.hpp"
#include "stanza/pep_nodes.hpp"

namespace boswell::stanza {

PepFields read_moved(const Element& moved) {
    PepFields fields;
    const auto jid = Jid::parse(trim(child_text(moved, "new-jid", moved.xmlns())));
    if (jid && jid->is_bare()) add_field(fields, "value", jid->str());
    return fields;
}

std::optional<Jid> former_address(const Element& presence) {
    const auto xmlns = node_name(PepNode::moved);
    const auto* moved = find_child(presence, "moved", xmlns);
    if (moved == nullptr || presence.attribute("type") != "subscribe") return std::nullopt;
    const auto jid = Jid::parse(trim(child_text(*moved, "old-jid", xmlns)));
    return jid && jid->is_bare() ? jid : std::nullopt;
}

}  // namespace boswell::stanza
