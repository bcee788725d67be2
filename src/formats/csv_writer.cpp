// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_writer.hpp"

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

static bool needs_quotes(std::string_view cell) {
    if (cell.empty()) return false;
    return cell.find_first_of(",\"\r\n") != std::string_view::npos || cell.front() == ' ' ||
           cell.back() == ' ';
}

static void append_cell(std::string& line, std::string_view cell) {
    const bool quotes = needs_quotes(cell);
    if (quotes) line += '"';
    for (const char c : cell) {
        if (c == '\0') {
            line += "\uFFFD";
            continue;
        }
        if (c == '"') line += '"';
        line += c;
    }
    if (quotes) line += '"';
}

std::string csv_row(std::span<const std::string> cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (&cell != &cells.front()) line += ',';
        append_cell(line, guarded_cell(cell));
    }
    // A row of one empty cell would be an empty line, which many readers skip.
    if (line.empty()) line = "\"\"";
    return line + "\r\n";
}

}  // namespace boswell::formats
