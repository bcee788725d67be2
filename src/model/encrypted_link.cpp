// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/encrypted_link.hpp"

#include "base/text.hpp"

#include <cstddef>

namespace boswell {

static constexpr std::string_view scheme = "aesgcm";
static constexpr std::string_view left_out = "#key-left-out";

/// Behind the scheme and the colon of the first link to an encrypted file at or behind `from`; npos
/// if there is none.
static std::size_t find_link(std::string_view text, std::size_t from) {
    for (auto colon = text.find(':', from); colon != text.npos; colon = text.find(':', colon + 1)) {
        const bool fits = colon >= scheme.size() + from;
        if (fits && to_lower(text.substr(colon - scheme.size(), scheme.size())) == scheme)
            return colon + 1;
    }
    return text.npos;
}

/// Behind the link that goes on at `from`, in a text for people or in XML.
static std::size_t end_of_link(std::string_view text, std::size_t from) {
    while (from < text.size() && static_cast<unsigned char>(text[from]) > ' ' &&
           std::string_view("<>\"'").find(text[from]) == std::string_view::npos)
        ++from;
    return from;
}

namespace {

/// With its number sign; empty if there is none.
struct Key {
    std::size_t begin = 0;
    std::size_t end = 0;
};

}  // namespace

/// The first one at or behind `from` that is not left out already.
static Key find_key(std::string_view text, std::size_t from) {
    for (auto at = find_link(text, from); at != text.npos;) {
        const auto end = end_of_link(text, at);
        const auto begin = text.substr(0, end).find('#', at);
        if (begin != text.npos && text.substr(begin, end - begin) != left_out) return {begin, end};
        at = find_link(text, end);
    }
    return {};
}

bool lacks_link_keys(std::string_view text) { return text.find(left_out) != text.npos; }

bool has_link_keys(std::string_view text) { return find_key(text, 0).end != 0; }

std::string without_link_keys(std::string_view text) {
    std::string result;
    std::size_t done = 0;
    for (auto key = find_key(text, 0); key.end != 0; key = find_key(text, done)) {
        result += text.substr(done, key.begin - done);
        result += left_out;
        done = key.end;
    }
    result += text.substr(done);
    return result;
}

}  // namespace boswell
