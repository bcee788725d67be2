// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_nodes.hpp"

namespace boswell::stanza {

PepFields read_nick(const Element& nick) {
    PepFields fields;
    add_field(fields, "value", nick.text());
    return fields;
}

}  // namespace boswell::stanza
