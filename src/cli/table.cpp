// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/table.hpp"

#include "cli/width.hpp"

#include <algorithm>

namespace boswell::cli {

static constexpr std::string_view gap = "  ";

std::vector<int> Table::widths() const {
    std::vector<int> widths;
    for (const auto& column : columns_) widths.push_back(display_width(column.heading));
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(row[i].text));
        }
    }
    return widths;
}

void Table::print_row(Terminal& out, const std::vector<Cell>& row,
                      const std::vector<int>& widths) const {
    std::string line;
    int used = 0;
    // There are no blanks after the last value of a row.
    auto count = row.size();
    while (count > 0 && row[count - 1].text.empty()) --count;
    for (std::size_t i = 0; i < count; ++i) {
        auto text = row[i].text;
        if (i + 1 == columns_.size() && out.width() > used) {
            text = cut_to_width(text, out.width() - used);
        }
        const auto missing = static_cast<std::size_t>(std::max(0, widths[i] - display_width(text)));
        const std::string blanks(missing, ' ');
        const bool right = columns_[i].side == Column::Side::right;
        if (right) line += blanks;
        line += out.paint(row[i].style, text);
        if (i + 1 == count) break;
        if (!right) line += blanks;
        line += gap;
        used += widths[i] + static_cast<int>(gap.size());
    }
    out.print("{}\n", line);
}

void Table::print(Terminal& out) const {
    const auto widths = this->widths();
    std::vector<Cell> headings;
    for (const auto& column : columns_) {
        headings.push_back({std::string(column.heading), Style::heading});
    }
    print_row(out, headings, widths);
    for (const auto& row : rows_) print_row(out, row, widths);
}

}  // namespace boswell::cli
