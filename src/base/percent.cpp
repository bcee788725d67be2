// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/percent.hpp"

#include <fmt/core.h>

namespace boswell {

static bool is_unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~").find(c) != std::string_view::npos;
}

std::string percent_encoded(std::string_view text, std::string_view also_plain) {
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c) || also_plain.find(c) != std::string_view::npos)
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

}  // namespace boswell
