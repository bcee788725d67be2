// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/input.hpp"

#include <csv.h>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace boswell::formats {

/// The rows of a table as RFC 4180 has it, with LF or CRLF, without the apostrophes that csv_row()
/// puts before what a spreadsheet might obey. Blank lines between rows mean nothing.
class CsvReader {
public:
    /// `in` outlives this.
    explicit CsvReader(Input& in);
    ~CsvReader();
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// False at the end. Throws Error if the file cannot be read, ends within quotation marks, or
    /// has a row that is longer than any record.
    bool next(std::vector<std::string>& cells);
    std::int64_t number() const { return number_; }  ///< of the row, from 1

private:
    void read_more();

    Input& in_;
    csv_parser parser_{};
    std::vector<std::string> row_;  // of which the end has not been read
    std::size_t row_bytes_ = 0;
    std::deque<std::vector<std::string>> rows_;
    std::string failure_;  // told once the rows before it are taken
    bool at_end_ = false;
    std::int64_t number_ = 0;
};

}  // namespace boswell::formats
