// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

namespace boswell {

/// A text that is a decimal integer from `least` to `most` and nothing else: no blanks, no plus
/// sign.
template <std::integral Integer>
std::optional<Integer> parse_integer(std::string_view text,
                                     Integer least = std::numeric_limits<Integer>::min(),
                                     Integer most = std::numeric_limits<Integer>::max()) {
    Integer value{};
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || value < least || value > most) return std::nullopt;
    return value;
}

}  // namespace boswell
