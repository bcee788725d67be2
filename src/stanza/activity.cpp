// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_nodes.hpp"

namespace boswell::stanza {

/// The first element of the XEP that is no text: an activity.
static const Element* find_activity(const Element& parent, std::string_view xmlns) {
    for (const auto& child : parent.children()) {
        if (child.xmlns() == xmlns && child.name() != "text") return &child;
    }
    return nullptr;
}

PepFields read_activity(const Element& activity) {
    PepFields fields;
    if (const auto* general = find_activity(activity, activity.xmlns())) {
        add_field(fields, "general", general->name());
        if (const auto* specific = find_activity(*general, activity.xmlns()))
            add_field(fields, "specific", specific->name());
    }
    add_field(fields, "text", child_text(activity, "text", activity.xmlns()));
    return fields;
}

}  // namespace boswell::stanza
