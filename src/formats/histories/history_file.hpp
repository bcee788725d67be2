// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/input.hpp"
#include "sqlite/database.hpp"

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace boswell::formats {

/// A file that may be a history: its path, its bytes and, if it is an SQLite database, its tables.
class HistoryFile {
public:
    /// `path` is "" for a pipe. The input outlives this.
    HistoryFile(Input& in, const std::filesystem::path& path);

    const std::string& name() const { return in_.name(); }
    /// Absolute, without symbolic links.
    const std::filesystem::path& path() const { return path_; }
    /// The name of the file, or of a folder that it is in: 0 is the file, 1 its folder. "" if there
    /// are not so many, or if it is not UTF-8.
    std::string part(std::size_t up) const;
    Input& in() { return in_; }
    std::string_view head() { return in_.head(); }

    bool is_sqlite();
    /// A private copy of the database and its log, without a name in the file system: nothing is
    /// changed in the original, nor in its folder. Throws Error if the file is none, or cannot be
    /// copied whole.
    sqlite::Database& database();
    /// Whether the database has a table of that name with at least these columns. Views and virtual
    /// tables, which may compute anything, are none.
    bool has_table(std::string_view table, std::initializer_list<std::string_view> wanted);
    /// The columns of a table, "" for none.
    std::set<std::string, std::less<>> columns(std::string_view table);

private:
    Input& in_;
    std::filesystem::path path_;
    std::optional<sqlite::Database> database_;
};

}  // namespace boswell::formats
