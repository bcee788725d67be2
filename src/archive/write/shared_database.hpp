// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/tables.hpp"
#include "sqlite/file.hpp"

#include <functional>
#include <optional>

namespace boswell::archive {

/// A database that others write too, and the tables on this connection to it. Not thread-safe.
class SharedDatabase {
public:
    enum class End { commit, rollback };

    explicit SharedDatabase(sqlite::Database database);
    SharedDatabase(const SharedDatabase&) = delete;
    SharedDatabase& operator=(const SharedDatabase&) = delete;

    /// Runs `work` in a transaction that waits for no other one after its beginning, and undoes it
    /// if `work` throws. What the tables remember is right when it begins: all of it is forgotten
    /// if another connection has written since the last time.
    ///
    /// Throws Unavailable if it cannot begin or cannot be stored at the moment; Damaged if the file
    /// was moved, replaced, or upgraded by a newer program.
    void transact(const std::function<End()>& work);

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
