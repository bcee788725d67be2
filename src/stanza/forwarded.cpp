// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/forwarded.hpp"

#include "stanza/archive.hpp"
#include "stanza/carbons.hpp"
#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"

#include <fmt/format.h>

namespace boswell::stanza {

static const Element* only_child(const Element& parent, std::string_view name,
                                 std::string_view xmlns) {
    const Element* found = nullptr;
    for (const auto& child : parent.children()) {
        if (!is(child, name, xmlns)) continue;
        if (found != nullptr) return nullptr;
        found = &child;
    }
    return found;
}

Forwarded unwrap_forwarded(const Element& parent, std::string_view what) {
    const auto* wrapper = only_child(parent, "forwarded", ns::forward);
    if (wrapper == nullptr) return {.reason = fmt::format("{} without a forwarded message", what)};
    const auto* message = only_child(*wrapper, "message", ns::client);
    if (message == nullptr) return {.reason = fmt::format("{} without a message", what)};
    if (is_carbon(*message)) return {.reason = fmt::format("a carbon copy inside {}", what)};
    if (is_archive_result(*message))
        return {.reason = fmt::format("a result of an archive inside {}", what)};
    return {.wrapper = wrapper, .message = message, .reason = {}};
}

}  // namespace boswell::stanza
