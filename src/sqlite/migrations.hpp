// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace boswell::sqlite {

/// One step of a schema. Scripts are never changed once released; a new one is added.
struct Migration {
    std::string_view name;  ///< file name: "0001_initial.sql"
    std::string_view sql;
};

/// The format of a file: whose it is, and the scripts that lead to the present version, which is
/// their number.
struct Schema {
    std::int32_t application_id;
    std::span<const Migration> migrations;  ///< ascending, without gaps
    int version() const { return static_cast<int>(migrations.size()); }
};

/// The file's version (user_version). Throws Error if the file belongs to another program or is
/// newer than `schema`, and names both versions.
int schema_version(const Database& database, const Schema& schema);

/// Throws Error unless the file has exactly the version of `schema`: for readers, which never
/// migrate.
void require_current(const Database& database, const Schema& schema);

/// Makes a new, empty file one of `schema`.
void create_schema(Database& database, const Schema& schema);

/// Brings an existing file to the version of `schema`, each script and its number in one
/// transaction. Before the first one a copy of the file is kept as `<file>.v<old>-backup`. Throws
/// Error as schema_version() does, before anything is changed; if a script fails, the file is left
/// at the version before it.
void migrate(Database& database, const Schema& schema);

/// The same without keeping the file of before: for one that is a copy itself.
void migrate_copy(Database& database, const Schema& schema);

}  // namespace boswell::sqlite
