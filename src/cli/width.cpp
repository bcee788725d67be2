// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/width.hpp"

#include "base/printable.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace boswell::cli {

static int width_of(UChar32 character) {
    switch (u_charType(character)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_FORMAT_CHAR:
        case U_CONTROL_CHAR:
            return 0;
        default:
            break;
    }
    const auto width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// Takes the first character off the text.
static std::string_view take_character(std::string_view& text, int& width) {
    UChar32 character = 0;
    std::size_t length = 0;
    U8_NEXT_OR_FFFD(text.data(), length, text.size(), character);
    width = width_of(character);
    const auto taken = text.substr(0, length);
    text.remove_prefix(length);
    return taken;
}

static bool is_plain(char c) { return c >= ' ' && c <= '~'; }

int display_width(std::string_view text) {
    // Letters of ASCII take one column each, and most text is nothing else.
    const auto* const other = std::ranges::find_if_not(text, is_plain);
    int sum = static_cast<int>(other - text.begin());
    text.remove_prefix(static_cast<std::size_t>(sum));
    while (!text.empty()) {
        int width = 0;
        take_character(text, width);
        sum += width;
    }
    return sum;
}

// Bytes of the longest beginning that takes at most `columns`.
static std::size_t fitting(std::string_view text, int columns) {
    auto rest = text;
    while (!rest.empty()) {
        int width = 0;
        const auto character = take_character(rest, width);
        columns -= width;
        if (columns < 0) return text.size() - rest.size() - character.size();
    }
    return text.size();
}

std::string cut_to_width(std::string_view text, int columns) {
    if (columns <= 0) return "";
    if (fitting(text, columns) == text.size()) return std::string(text);
    // Closes the bidirectional override that the cut may have left open.
    return printable(text.substr(0, fitting(text, columns - 1))) + "…";
}

std::string pad(std::string_view text, int columns) {
    std::string out(text);
    out.append(static_cast<std::size_t>(std::max(0, columns - display_width(text))), ' ');
    return out;
}

static void wrap_line(std::string_view line, int columns, std::vector<std::string>& out) {
    while (true) {
        auto length = fitting(line, columns);
        if (length == line.size()) break;
        const auto blank = line.substr(0, length + 1).rfind(' ');
        const bool at_blank = blank != std::string_view::npos && blank > 0;
        if (at_blank) length = blank;
        // A character wider than the terminal still has to go somewhere.
        if (length == 0) length = std::max<std::size_t>(1, fitting(line, 2));
        out.push_back(printable(line.substr(0, length)));
        line.remove_prefix(length);
        if (at_blank) line.remove_prefix(1);
        if (line.empty()) return;
    }
    out.emplace_back(line);
}

std::vector<std::string> wrap(std::string_view text, int columns) {
    std::vector<std::string> lines;
    while (true) {
        const auto end = text.find('\n');
        wrap_line(text.substr(0, end), std::max(columns, 1), lines);
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

}  // namespace boswell::cli
