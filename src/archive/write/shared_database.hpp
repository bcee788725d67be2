// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/tables.hpp"
#include "sqlite/file.hpp"

#include <functional>
#include <optional>

namespace boswell::archive {

/// A database to which other connections write as well, and the tables on this connection. Not
/// thread-safe.
class SharedDatabase {
public:
    explicit SharedDatabase(sqlite::Database database);
    SharedDatabase(const SharedDatabase&) = delete;
    SharedDatabase& operator=(const SharedDatabase&) = delete;

    /// Runs `work` in a transaction, and undoes it if `work` throws. Only the beginning of the
    /// transaction may have to wait for another writer. If another connection has written since the
    /// last transaction, the tables first forget all that they remember of rows.
    ///
    /// Throws Unavailable if the transaction cannot begin or cannot be stored at the moment, and
    /// Damaged if the file was moved, replaced, or upgraded by a newer program.
    void transact(const std::function<void()>& work);

    sqlite::Database& database() noexcept { return database_; }
    Tables& tables() noexcept { return tables_; }

private:
    void require_file() const;
    void heed_other_writers();

    sqlite::Database database_;
    std::optional<sqlite::FileId> file_;
    Tables tables_;
    sqlite::Statement data_version_;
    std::int64_t seen_version_ = 0;
};

}  // namespace boswell::archive
