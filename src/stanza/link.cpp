// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/link.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace boswell::stanza {

// aesgcm is https with a key (XEP-0454).
static constexpr std::array<std::string_view, 6> schemes{
    "https:", "http:", "aesgcm:", "ftp:", "ftps:", "sftp:"};
static constexpr std::size_t longest_url = 4096;
static constexpr std::size_t longest_text = 1024;

static bool is_short_and_plain(std::string_view url) {
    return url.size() <= longest_url && url.find_first_of(" \t\r\n") == url.npos;
}

bool is_link(std::string_view url) {
    const auto scheme = to_lower(url.substr(0, url.find(':') + 1));
    return is_short_and_plain(url) && std::ranges::find(schemes, scheme) != schemes.end();
}

bool is_picture_link(std::string_view url) {
    return is_link(url) || (is_short_and_plain(url) && to_lower(url.substr(0, 4)) == "cid:");
}

std::string capped_text(std::string_view text) {
    return std::string(utf8_prefix(trim(text), longest_text));
}

}  // namespace boswell::stanza
