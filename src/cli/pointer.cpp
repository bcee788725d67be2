// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/pointer.hpp"

#include "base/printable.hpp"
#include "cli/width.hpp"

#include <fmt/format.h>

namespace boswell::cli {

static constexpr std::size_t most_before = 50;  // bytes
static constexpr int columns = 76;

static bool continues_character(char c) { return (c & 0xC0) == 0x80; }

std::string pointed_at(std::string_view text, std::size_t at) {
    std::size_t first = at > most_before ? at - most_before : 0;
    while (first < at && continues_character(text[first])) ++first;
    const auto before = (first > 0 ? "…" : "") + printable(text.substr(first, at - first));
    const auto line = cut_to_width(before + printable(text.substr(at)), columns);
    const std::string margin(static_cast<std::size_t>(display_width(before)), ' ');
    return fmt::format("  {}\n  {}^\n", line, margin);
}

}  // namespace boswell::cli
