// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/json.hpp"

#include <fmt/format.h>

#include <string_view>

namespace boswell::archive {

/// RFC 8259, section 7.
static std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            json += c;
        }
    }
    json += '"';
    return json;
}

template <typename T, typename Write>
static std::string array(const std::vector<T>& values, const Write& write) {
    std::string json = "[";
    for (const auto& value : values) {
        if (json.size() > 1) json += ',';
        json += write(value);
    }
    json += ']';
    return json;
}

std::string to_json(const std::vector<std::string>& texts) { return array(texts, quoted); }

std::string to_json(const std::vector<VCardTelephone>& telephones) {
    return array(telephones, [](const VCardTelephone& telephone) {
        return fmt::format(R"({{"kind":{},"number":{}}})", quoted(telephone.kind),
                           quoted(telephone.number));
    });
}

}  // namespace boswell::archive
