// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"
#include "stanza/pep_nodes.hpp"

#include <cstdint>

namespace boswell::stanza {

static void add_number(PepFields& fields, const Element& info, std::string_view name) {
    const auto text = trim(info.attribute(name));
    if (parse_integer<std::uint32_t>(text)) add_field(fields, name, text);
}

/// The picture that can be fetched from the contact's other node; else one that is somewhere else.
static const Element* find_info(const Element& metadata) {
    const Element* elsewhere = nullptr;
    for (const auto& child : metadata.children()) {
        if (!is(child, "info", metadata.xmlns()) || !is_sha1_hex(to_lower(child.attribute("id"))))
            continue;
        if (!child.has_attribute("url")) return &child;
        if (elsewhere == nullptr) elsewhere = &child;
    }
    return elsewhere;
}

PepFields read_avatar_metadata(const Element& metadata) {
    PepFields fields;
    const auto* info = find_info(metadata);
    if (info == nullptr) return fields;
    add_field(fields, "sha1", to_lower(info->attribute("id")));
    add_field(fields, "mime", info->attribute("type"));
    for (const std::string_view name : {"bytes", "width", "height"})
        add_number(fields, *info, name);
    add_field(fields, "url", info->attribute("url"));
    return fields;
}

}  // namespace boswell::stanza
