// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_reader.hpp"

#include "base/error.hpp"
#include "formats/csv_writer.hpp"

#include <fmt/core.h>

namespace boswell::formats {

// A blank at the end of a cell is part of it (RFC 4180, 2.4).
static int is_no_space(unsigned char) { return 0; }

CsvReader::CsvReader(Input& in) : in_(in) {
    if (::csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0)
        throw Error("no memory for reading a table");
    ::csv_set_space_func(&parser_, is_no_space);
    // By so much a cell grows, and may be copied each time: 128 bytes would take quadratic time.
    ::csv_set_blk_size(&parser_, 1u << 20);
}

CsvReader::~CsvReader() { ::csv_free(&parser_); }

bool CsvReader::next(std::vector<std::string>& cells) {
    while (rows_.empty()) {
        if (!failure_.empty()) throw Error("{}: behind row {}: {}", in_.name(), number_, failure_);
        if (at_end_) return false;
        read_more();
    }
    cells = std::move(rows_.front());
    rows_.pop_front();
    ++number_;
    return true;
}

void CsvReader::read_more() {
    const auto end_cell = [](void* cell, std::size_t size, void* self) {
        auto& reader = *static_cast<CsvReader*>(self);
        reader.row_bytes_ += size;
        reader.row_.push_back(unguarded_cell({static_cast<const char*>(cell), size}));
    };
    const auto end_row = [](int, void* self) {
        auto& reader = *static_cast<CsvReader*>(self);
        reader.rows_.push_back(std::move(reader.row_));
        reader.row_.clear();
        reader.row_bytes_ = 0;
    };
    const auto piece = in_.read();
    at_end_ = piece.empty();
    const bool done = at_end_ ? ::csv_fini(&parser_, end_cell, end_row, this) == 0
                              : ::csv_parse(&parser_, piece.data(), piece.size(), end_cell, end_row,
                                            this) == piece.size();
    if (!done)
        failure_ = at_end_ ? "the file ends within quotation marks: it was cut short"
                           : ::csv_strerror(::csv_error(&parser_));
    else if (row_bytes_ + parser_.entry_pos > LineReader::longest)
        failure_ = fmt::format("a row is longer than {} bytes", LineReader::longest);
}

}  // namespace boswell::formats
