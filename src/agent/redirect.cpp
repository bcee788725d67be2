// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/redirect.hpp"

#include "base/integer.hpp"

namespace boswell::agent {

static constexpr std::size_t longest_host = 255;  // RFC 1035 2.3.4

static std::optional<std::uint16_t> parse_port(std::string_view text) {
    return parse_integer<std::uint16_t>(text, 1);
}

static bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= longest_host &&
           text.find_first_of(" \t\r\n/@[]") == text.npos;
}

std::optional<Redirect> parse_redirect(std::string_view text) {
    auto host = text;
    std::string_view rest;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == text.npos) return std::nullopt;
        host = text.substr(1, end - 1);
        rest = text.substr(end + 1);
    } else if (const auto colon = text.find(':'); colon == text.rfind(':') && colon != text.npos) {
        host = text.substr(0, colon);
        rest = text.substr(colon);
    }
    if (!is_host(host)) return std::nullopt;
    if (rest.empty()) return Redirect{std::string(host)};
    if (!rest.starts_with(':')) return std::nullopt;
    const auto port = parse_port(rest.substr(1));
    if (!port) return std::nullopt;
    return Redirect{std::string(host), *port};
}

bool Redirects::follow(std::string_view see_other_host) {
    target_ = parse_redirect(see_other_host);
    if (target_ && ++hops_ <= most_hops) return true;
    *this = {};
    return false;
}

}  // namespace boswell::agent
