// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/terminal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boswell::cli {

/// A value in a table. The text is printable.
struct Cell {
    std::string text;
    Style style = Style::plain;
};

struct Column {
    std::string_view heading;
    enum class Side { left, right } side = Side::left;
};

/// Rows under headings. On a terminal the last column is cut to what fits.
class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
    void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
    bool empty() const { return rows_.empty(); }
    void print(Terminal& out) const;

private:
    std::vector<int> widths() const;
    void print_row(Terminal& out, const std::vector<Cell>& row,
                   const std::vector<int>& widths) const;

    std::vector<Column> columns_;
    std::vector<std::vector<Cell>> rows_;
};

}  // namespace boswell::cli
