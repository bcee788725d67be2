// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/integer.hpp"
#include "stanza/pep_nodes.hpp"

#include <cstdint>
#include <limits>
#include <set>
#include <string>

namespace boswell::stanza {

PepFields read_device_list(const Element& list) {
    std::set<std::int32_t> ids;
    for (const auto& child : list.children()) {
        if (!is(child, "device", list.xmlns())) continue;
        const auto id = parse_integer<std::int32_t>(child.attribute("id"), 1);
        if (id && ids.size() < most_devices) ids.insert(*id);
    }
    PepFields fields;
    for (const auto id : ids) add_field(fields, "value", std::to_string(id));
    return fields;
}

}  // namespace boswell::stanza
