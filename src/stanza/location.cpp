// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_nodes.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

namespace boswell::stanza {

/// xs:decimal, with the digits that it was sent with.
static bool is_decimal(std::string_view text) {
    constexpr std::string_view digits = "0123456789";
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == text.npos ? std::string_view() : text.substr(point + 1);
    return !(whole.empty() && fraction.empty()) && whole.find_first_not_of(digits) == text.npos &&
           fraction.find_first_not_of(digits) == text.npos;
}

PepFields read_location(const Element& geoloc) {
    PepFields fields;
    const auto value = [&](std::string_view name) {
        return trim(child_text(geoloc, name, geoloc.xmlns()));
    };
    for (const std::string_view name :
         {"lat", "lon", "alt", "accuracy", "altaccuracy", "bearing", "speed"}) {
        if (is_decimal(value(name))) add_field(fields, name, value(name));
    }
    for (const std::string_view name :
         {"text", "description", "country", "countrycode", "region", "locality", "area", "street",
          "building", "floor", "room", "postalcode", "datum", "tzo", "uri"})
        add_field(fields, name, value(name));
    if (parse_rfc3339(value("timestamp"))) add_field(fields, "timestamp", value("timestamp"));
    return fields;
}

}  // namespace boswell::stanza
