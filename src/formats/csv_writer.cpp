// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_writer.hpp"

namespace boswell::formats {

std::string guarded_cell(std::string_view text) {
    // https://owasp.org/www-community/attacks/CSV_Injection
    constexpr std::string_view begins_formula = "=+-@\t\r\n";
    const auto first = text.find_first_not_of('\'');
    const bool guard = first != std::string_view::npos &&
                       begins_formula.find(text[first]) != std::string_view::npos;
    return guard ? '\'' + std::string(text) : std::string(text);
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
