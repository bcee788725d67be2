// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_writer.hpp"

#include <algorithm>
#include <array>

namespace boswell::formats {

/// Whether the text begins like a formula, behind apostrophes maybe.
static bool is_guardable(std::string_view text) {
    // https://owasp.org/www-community/attacks/CSV_Injection
    constexpr std::string_view begins_formula = "=+-@\t\r\n";
    const auto first = text.find_first_not_of('\'');
    return first != std::string_view::npos &&
           begins_formula.find(text[first]) != begins_formula.npos;
}

std::string guarded_cell(std::string_view text) {
    return is_guardable(text) ? '\'' + std::string(text) : std::string(text);
}

std::string unguarded_cell(std::string_view cell) {
    if (cell.starts_with('\'') && is_guardable(cell)) cell.remove_prefix(1);
    return std::string(cell);
}

// What is quoted or doubled, and NUL, which no reader takes.
static constexpr auto special_bytes = [] {
    std::array<bool, 256> special{};
    for (const unsigned char c : {',', '"', '\r', '\n', '\0'}) special[c] = true;
    return special;
}();

/// Whether the cell stands in the table as it is, as nearly all do.
static bool is_plain(std::string_view cell) {
    const auto is_special = [](char c) { return special_bytes[static_cast<unsigned char>(c)]; };
    return std::ranges::none_of(cell, is_special) && cell.front() != ' ' && cell.back() != ' ' &&
           !is_guardable(cell);
}

static bool needs_quotes(std::string_view cell) {
    return cell.find_first_of(",\"\r\n") != std::string_view::npos || cell.front() == ' ' ||
           cell.back() == ' ';
}

static void append_cell(std::string& line, std::string_view cell) {
    if (cell.empty() || is_plain(cell)) {
        line += cell;
        return;
    }
    const bool quotes = needs_quotes(cell);
    if (quotes) line += '"';
    if (is_guardable(cell)) line += '\'';
    while (true) {
        const auto* const next =
            std::ranges::find_if(cell, [](char c) { return c == '"' || c == '\0'; });
        line.append(cell.begin(), next);
        if (next == cell.end()) break;
        line += *next == '"' ? "\"\"" : "\uFFFD";
        cell.remove_prefix(static_cast<std::size_t>(next - cell.begin()) + 1);
    }
    if (quotes) line += '"';
}

static constexpr std::size_t usual_row = 500;  // of a message

std::string csv_row(std::span<const std::string> cells) {
    std::string line;
    line.reserve(usual_row);
    for (const auto& cell : cells) {
        if (&cell != &cells.front()) line += ',';
        append_cell(line, cell);
    }
    // A row of one empty cell would be an empty line, which many readers skip.
    if (line.empty()) line = "\"\"";
    line += "\r\n";
    return line;
}

}  // namespace boswell::formats
