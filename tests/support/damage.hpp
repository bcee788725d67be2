// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace boswell::test {

/// Overwrites the first page of a table, which nothing reads before the table is used.
inline void damage_table(const std::filesystem::path& path, const std::string& table) {
    long page = 0;
    {
        const SQLite::Database database(path);
        SQLite::Statement query(database, "SELECT rootpage FROM sqlite_schema WHERE name = ?1");
        query.bind(1, table);
        query.executeStep();
        page = query.getColumn(0).getInt();
    }
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp((page - 1) * 4096);
    file << std::string(4096, '\xff');
}

}  // namespace boswell::test
