// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clean_text.hpp"

#include "base/json_object.hpp"

#include <algorithm>

namespace boswell {

static constexpr std::string_view replacement = "\uFFFD";

static bool is_plain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || c == '\n' || c == '\t';
}

/// U+FFFE and U+FFFF are no characters.
static bool is_no_character(std::string_view text) {
    return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

std::string clean_text(std::string_view text) {
    auto repaired = repaired_utf8(text);
    if (std::ranges::all_of(repaired, is_plain) && repaired.find('\xEF') == std::string::npos)
        return repaired;
    std::string clean;
    for (std::size_t i = 0; i < repaired.size(); ++i) {
        const auto rest = std::string_view(repaired).substr(i);
        if (is_no_character(rest)) {
            clean += replacement;
            i += replacement.size() - 1;
        } else if (is_plain(rest.front())) {
            clean += rest.front();
        } else if (rest.front() != '\r') {
            clean += replacement;
        } else if (!rest.substr(1).starts_with('\n')) {
            clean += '\n';
        }
    }
    return clean;
}

}  // namespace boswell
