// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/mention.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace boswell::stanza {

static constexpr std::string_view references = "urn:xmpp:reference:0";
static constexpr std::size_t most = 64;
static constexpr std::size_t longest_uri = 4096;

/// XEP-0426: characters are code points.
static std::int64_t characters_in(std::string_view text) {
    return std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

static bool is_person(std::string_view uri) {
    return to_lower(uri.substr(0, 5)) == "xmpp:" && uri.size() > 5 && uri.size() <= longest_uri &&
           uri.find_first_of(" \t\r\n") == uri.npos;
}

std::vector<Mention> find_mentions(const Element& message, std::string_view body) {
    std::vector<Mention> found;
    std::optional<std::int64_t> length;
    for (const auto& child : message.children()) {
        const auto uri = trim(child.attribute("uri"));
        // An anchor names another message, of which this one speaks.
        if (!is(child, "reference", references) || child.attribute("type") != "mention" ||
            child.has_attribute("anchor") || !is_person(uri) || found.size() == most)
            continue;
        Mention mention{.uri = std::string(uri), .begin = {}, .end = {}};
        if (!length) length = characters_in(body);
        const auto begin = parse_integer<std::int64_t>(child.attribute("begin"), 0, *length);
        const auto end = parse_integer<std::int64_t>(child.attribute("end"), 0, *length);
        if (begin && end && *begin < *end) {
            mention.begin = begin;
            mention.end = end;
        }
        if (std::ranges::find(found, mention) == found.end()) found.push_back(std::move(mention));
    }
    return found;
}

}  // namespace boswell::stanza
