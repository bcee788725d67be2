// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/data_policy.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"
#include "stanza/namespaces.hpp"

#include <cstdint>

namespace boswell::stanza {

static constexpr std::string_view form_ns = "jabber:x:data";
// The policy of the service itself; those of networks behind it have other names.
static constexpr std::string_view policy = "urn:xmpp:data-policy:0";
// A thousand years. Nobody means more, and a sum with it does not overflow.
static constexpr std::int64_t most_hours = std::int64_t{24} * 365 * 1000;

static std::string_view value_of(const Element& form, std::string_view field) {
    for (const auto& child : form.children()) {
        if (is(child, "field", form_ns) && child.attribute("var") == field)
            return trim(child_text(child, "value", form_ns));
    }
    return {};
}

std::optional<std::chrono::hours> read_data_retention(const Element& query) {
    for (const auto& form : query.children()) {
        if (!is(form, "x", form_ns) || value_of(form, "FORM_TYPE") != policy) continue;
        const auto hours = parse_integer<std::int64_t>(value_of(form, "data_retention"));
        if (!hours || *hours < 0 || *hours > most_hours) return std::nullopt;
        return std::chrono::hours(*hours);
    }
    return std::nullopt;
}

}  // namespace boswell::stanza
