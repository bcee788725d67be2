// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_nodes.hpp"

namespace boswell::stanza {

PepFields read_mood(const Element& mood) {
    PepFields fields;
    for (const auto& child : mood.children()) {
        if (child.xmlns() != mood.xmlns() || child.name() == "text") continue;
        add_field(fields, "value", child.name());
        break;
    }
    add_field(fields, "text", child_text(mood, "text", mood.xmlns()));
    return fields;
}

}  // namespace boswell::stanza
