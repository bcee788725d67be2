// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/history_file.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/histories/sqlite_copy.hpp"
#include "sqlite/statement.hpp"

#include <algorithm>

namespace boswell::formats {

static constexpr auto is_table_sql = R"(
SELECT 1
FROM sqlite_schema
WHERE type = 'table' AND name = ?1 AND sql LIKE 'CREATE TABLE %')";

static constexpr auto columns_sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0";

HistoryFile::HistoryFile(Input& in, const std::filesystem::path& path) : in_(in) {
    std::error_code error;
    if (!path.empty()) path_ = std::filesystem::canonical(path, error);
}

std::string HistoryFile::part(std::size_t up) const {
    auto path = path_;
    while (up-- > 0) path = path.parent_path();
    auto name = path.filename().string();
    return is_utf8(name) ? name : std::string();
}

bool HistoryFile::is_sqlite() {
    return head().starts_with(std::string_view("SQLite format 3\0", 16));
}

sqlite::Database& HistoryFile::database() {
    if (!database_) {
        if (!is_sqlite()) throw Error("{} is not an SQLite database", name());
        if (path_.empty())
            throw Error("{} is an SQLite database, which is read from a file only; give its path",
                        name());
        database_.emplace(private_copy(path_, name()));
    }
    return *database_;
}

std::set<std::string, std::less<>> HistoryFile::columns(std::string_view table) {
    std::set<std::string, std::less<>> columns;
    sqlite::Statement is_table(database(), is_table_sql);
    if (!is_table.use(table).next()) return columns;
    sqlite::Statement find(database(), columns_sql);
    for (auto use = find.use(table); use.next();) columns.insert(use.get<std::string>(0));
    return columns;
}

bool HistoryFile::has_table(std::string_view table,
                            std::initializer_list<std::string_view> wanted) {
    const auto found = columns(table);
    return std::ranges::all_of(wanted, [&](const auto& name) { return found.contains(name); });
}

}  // namespace boswell::formats
