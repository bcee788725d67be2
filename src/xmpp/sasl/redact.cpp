// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl/redact.hpp"

#include "base/base64.hpp"
#include "base/percent.hpp"
#include "xmpp/sasl/scram_keys.hpp"

#include <fmt/core.h>

namespace boswell::xmpp {

static constexpr std::string_view replacement = "[secret]";
/// A shorter piece of Base64 says too little, and could be a part of any word.
static constexpr std::size_t shortest_digits = 6;
/// A shorter secret counts only as a whole word: it may be a part of any.
static constexpr std::size_t shortest_part = 6;

static bool is_letter(char c) {
    return (c & 0x80) != 0 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || c == '_';
}

/// True if the text from `at` to `end` is no part of a longer word.
static bool stands_alone(std::string_view text, std::size_t at, std::size_t end) {
    const bool begins = at == 0 || !is_letter(text[at - 1]);
    return begins && (end == text.size() || !is_letter(text[end]));
}

static void replace_all(std::string& text, std::string_view what) {
    auto at = text.find(what);
    while (at != std::string::npos) {
        const auto end = at + what.size();
        const bool replaces = what.size() >= shortest_part || stands_alone(text, at, end);
        if (replaces) text.replace(at, what.size(), replacement);
        at = text.find(what, replaces ? at + replacement.size() : at + 1);
    }
}

/// The digits of Base64 that stand for the secret alone where it begins `offset` octets behind a
/// group of three. The digits at its ends stand for its neighbours, too.
static std::string inner_digits(std::string_view secret, std::size_t offset) {
    auto octets = std::string(offset, '\0').append(secret);
    auto digits = encode_base64(octets);
    const auto first = (offset * 8 + 5) / 6;
    const auto end = octets.size() * 8 / 6;
    auto inner = end > first ? digits.substr(first, end - first) : std::string();
    wipe(octets);
    wipe(digits);
    return inner;
}

std::string redact(std::string text, std::string_view secret) {
    if (secret.empty()) return text;
    replace_all(text, secret);
    auto encoded = percent_encoded(secret);
    replace_all(text, encoded);
    wipe(encoded);
    for (std::size_t offset = 0; offset < 3; ++offset) {
        auto digits = inner_digits(secret, offset);
        if (digits.size() >= shortest_digits) replace_all(text, digits);
        wipe(digits);
    }
    return text;
}

}  // namespace boswell::xmpp
