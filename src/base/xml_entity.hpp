// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace boswell {

/// The predefined entity (XML 1.0, 4.6) that stands for `character`, which HTML has too; "" if a
/// character stands for itself.
constexpr std::string_view xml_entity(char character) {
    switch (character) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '\'':
            return "&apos;";
        case '"':
            return "&quot;";
        default:
            return {};
    }
}

}  // namespace boswell
