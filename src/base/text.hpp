// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text) noexcept;

/// The longest prefix of at most `bytes` bytes that does not cut a character in two.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept;

/// ASCII white space removed at both ends.
std::string_view trim(std::string_view text) noexcept;

/// "a,b,c" without empty parts.
std::vector<std::string_view> split(std::string_view text, char separator);

/// ASCII only.
std::string to_lower(std::string_view text);

/// The candidate a person most likely meant (Damerau-Levenshtein distance of at most a third of its
/// length), or "".
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// With %20 and the like as the characters that they stand for (RFC 3986 2.1); unchanged if that
/// would be no UTF-8.
std::string percent_decoded(std::string_view text);

}  // namespace boswell
