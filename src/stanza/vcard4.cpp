// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_nodes.hpp"

#include "base/text.hpp"

#include <array>

namespace boswell::stanza {

namespace {
/// A property of RFC 6351, and what an archived vCard calls it.
struct Property {
    std::string_view name;
    std::string_view field;
};
}  // namespace

static constexpr std::array<Property, 10> properties{{{"fn", "full_name"},
                                                      {"nickname", "nickname"},
                                                      {"email", "email"},
                                                      {"tel", "tel"},
                                                      {"org", "org"},
                                                      {"title", "title"},
                                                      {"bday", "birthday"},
                                                      {"url", "url"},
                                                      {"note", "note"},
                                                      {"photo", "photo_url"}}};

/// The value, whatever type of RFC 6351 it has: the first text in the property that is no
/// parameter.
static std::string_view value_of(const Element& property) {
    for (const auto& child : property.children()) {
        if (child.xmlns() == property.xmlns() && child.name() != "parameters")
            return trim(child.text());
    }
    return {};
}

static void add_name(PepFields& fields, const Element& name) {
    add_field(fields, "given", child_text(name, "given", name.xmlns()));
    add_field(fields, "family", child_text(name, "surname", name.xmlns()));
}

PepFields read_vcard4(const Element& vcard) {
    PepFields fields;
    for (const auto& child : vcard.children()) {
        if (child.xmlns() != vcard.xmlns()) continue;
        if (child.name() == "n") add_name(fields, child);
        for (const auto& [name, field] : properties) {
            const auto value = value_of(child);
            const bool is_picture = name == "photo" && value.starts_with("data:");
            if (child.name() == name && !is_picture) add_field(fields, field, value);
        }
    }
    return fields;
}

}  // namespace boswell::stanza
