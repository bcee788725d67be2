// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/stored_length.hpp"

#include <sqlite3.h>

#include <memory>

namespace boswell::sqlite {

std::optional<std::size_t> stored_length(Database& database, const char* table, const char* column,
                                         std::int64_t rowid) {
    sqlite3_blob* opened = nullptr;
    const int code =
        ::sqlite3_blob_open(database.handle(), "main", table, column, rowid, 0, &opened);
    const std::unique_ptr<sqlite3_blob, decltype(&::sqlite3_blob_close)> blob(opened,
                                                                              ::sqlite3_blob_close);
    if (code != SQLITE_OK) return std::nullopt;
    return static_cast<std::size_t>(::sqlite3_blob_bytes(blob.get()));
}

}  // namespace boswell::sqlite
