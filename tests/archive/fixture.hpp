// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/writer.hpp"
#include "sqlite/database.hpp"
#include "support/builders.hpp"
#include "support/temp_dir.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <optional>
#include <string>
#include <vector>

namespace boswell::test {

/// The rows of a query, as another program would see them: columns separated by '|', NULL as "-".
inline std::vector<std::string> rows(const std::filesystem::path& path, const std::string& sql) {
    sqlite::Database database(path, sqlite::Access::read_only);
    SQLite::Statement statement(database.get(), sql);
    std::vector<std::string> rows;
    while (statement.executeStep()) {
        std::string row;
        for (int i = 0; i < statement.getColumnCount(); ++i) {
            const auto column = statement.getColumn(i);
            if (i > 0) row += '|';
            row += column.isNull() ? "-" : column.getString();
        }
        rows.push_back(row);
    }
    return rows;
}

/// A new archive and its writer.
struct ArchiveFixture {
    TempDir folder;
    std::filesystem::path path = folder / "archive.db";
    std::optional<archive::Writer> writer{path};

    void write(std::vector<Event> batch) { writer->write(batch); }
    std::vector<std::string> rows(const std::string& sql) const { return test::rows(path, sql); }
    std::int64_t count(const std::string& table) const {
        return std::stoll(rows("SELECT count(*) FROM " + table).front());
    }
    /// Ends the writer and begins a new one, as a restart of the agent does.
    void restart() {
        writer.reset();
        writer.emplace(path);
    }
};

}  // namespace boswell::test
