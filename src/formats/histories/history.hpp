// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/histories/history_file.hpp"
#include "formats/histories/options.hpp"
#include "formats/importer.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace boswell::formats {

/// How a history tells times.
enum class Times {
    utc,    ///< in UTC, or with an offset
    local,  ///< by the clock on the wall: its zone must be known
};

/// A kind of file in which another program keeps what was said.
///
/// Each has a folder of its name in tests/formats/histories/, with a sample and what becomes of it.
struct HistoryFormat {
    std::string_view name;
    std::string_view summary;  ///< the program and the kind of file
    Times times = Times::utc;
    /// Whether the file is of the format, as far as can be told from its beginning, its path or its
    /// tables. Throws Error if it cannot be read.
    bool (*recognises)(HistoryFile& file) = nullptr;
    /// Throws Error, which names the option that is needed, if the file cannot be understood
    /// without one. File and options outlive the importer.
    std::unique_ptr<Importer> (*importer)(HistoryFile& file,
                                          const HistoryOptions& options) = nullptr;
};

/// All of this folder, by name. The table is made from the folder by CMake.
std::span<const HistoryFormat* const> history_formats();

}  // namespace boswell::formats
