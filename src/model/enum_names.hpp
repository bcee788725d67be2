// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace boswell {

/// The names of an enumeration's values, in their order: one table for both directions.
template <typename Enum, std::size_t Size>
struct EnumNames {
    std::array<std::string_view, Size> names;

    constexpr std::string_view of(Enum value) const {
        return names.at(static_cast<std::size_t>(value));
    }
    constexpr std::optional<Enum> parse(std::string_view name) const {
        for (std::size_t i = 0; i < Size; ++i) {
            if (names[i] == name) return static_cast<Enum>(i);
        }
        return std::nullopt;
    }
};

}  // namespace boswell
