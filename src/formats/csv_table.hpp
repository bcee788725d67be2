// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace boswell::formats {

/// A column of a table of records; its name is that of the record's field.
struct CsvColumn {
    std::string_view name;
    bool is_json = false;  ///< numbers, truth values, lists and objects, as JSON has them
};

/// The columns of one kind of records, the first of which says the kind.
struct CsvTable {
    std::string_view name;  ///< as in `boswell export --what`
    std::span<const CsvColumn> columns;
};

/// For messages, presence (with the spans of observation) and chat states. They have every field
/// that such a record may have.
std::span<const CsvTable> csv_tables();

}  // namespace boswell::formats
