// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_nodes.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"

namespace boswell::stanza {

static void add_number(PepFields& fields, const Element& tune, std::string_view name, int most) {
    const auto text = trim(child_text(tune, name, tune.xmlns()));
    if (parse_integer(text, 0, most)) add_field(fields, name, text);
}

PepFields read_tune(const Element& tune) {
    PepFields fields;
    for (const std::string_view name : {"artist", "title", "source", "track", "uri"})
        add_field(fields, name, child_text(tune, name, tune.xmlns()));
    add_number(fields, tune, "length", 65'535);  // in seconds
    add_number(fields, tune, "rating", 10);
    return fields;
}

}  // namespace boswell::stanza
