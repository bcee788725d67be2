// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/error.hpp"

#include <SQLiteCpp/Database.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace boswell::sqlite {

class KeptStatements;

enum class Access { read_only, read_write };

/// One connection to one SQLite file. Not thread-safe. Statements must not outlive it.
class Database {
public:
    /// Opens a file that exists. Throws Error: missing, empty, not a database, damaged, not
    /// permitted. Changes nothing in the file, not even by opening and closing it; a writer calls
    /// prepare_for_writing() once it knows that the file is one it may change.
    Database(const std::filesystem::path& path, Access access);

    /// A new, empty database, readable by its owner only whatever the umask. Throws Error if there
    /// is a file already.
    static Database create(const std::filesystem::path& path);

    /// A new, empty database that is gone with the object.
    static Database in_memory();

    /// The same for one that may become large: what its cache cannot hold is in a file without a
    /// name, which is gone even if the process is killed. SQLite makes the file in $SQLITE_TMPDIR,
    /// $TMPDIR or /var/tmp. `path()` is "temporary database".
    static Database temporary();

    /// A temporary database with all that `original` has at this moment, whatever goes on beside
    /// it. Throws Unavailable if there is no room for it.
    static Database temporary_copy(Database& original);

    /// For a file that nobody has seen yet and that is thrown away if anything fails: no log, and
    /// no journal on disk. When the last transaction is committed, the file is complete.
    void prepare_for_building();

    /// Write-ahead log, a sync with every commit, foreign keys, and a page cache for a large
    /// archive.
    void prepare_for_writing();

    /// After a commit that leaves so many pages in the log, they are copied into the file, as far
    /// as no reader needs what is there. A database that is prepared for writing begins with
    /// `usual_checkpoint`.
    void checkpoint_after(int pages);
    static constexpr int usual_checkpoint = 20000;

    /// How long a statement waits for other connections; 5 s if nothing is said.
    void wait_at_most(std::chrono::milliseconds time) noexcept;

    /// Of statements that are no longer used the latest `most` stay prepared, and are taken by
    /// those with the same text. For who answers the same questions again and again.
    void keep_statements(std::size_t most);
    /// nullptr if none are kept.
    KeptStatements* kept_statements() const noexcept { return kept_.get(); }

    /// Runs one or several statements without results.
    void execute(const std::string& script);
    /// The first column of the first row. For PRAGMAs and counts, not for loops.
    std::int64_t integer(const std::string& sql) const;
    std::string text(const std::string& sql) const;

    /// The rowid of the last INSERT, and the number of rows the last statement changed.
    std::int64_t last_insert_id() const noexcept;
    std::int64_t changes() const noexcept;

    /// A consistent copy, whatever goes on beside it, readable by its owner only and synced. Throws
    /// Error if `target` exists.
    void copy_to(const std::filesystem::path& target) const;

    const std::filesystem::path& path() const noexcept { return path_; }
    sqlite3* handle() const noexcept { return database_.getHandle(); }
    SQLite::Database& get() noexcept { return database_; }

private:
    Database(const std::filesystem::path& path, SQLite::Database database);

    std::filesystem::path path_;
    SQLite::Database database_;
    std::shared_ptr<KeptStatements> kept_;  // behind the database: gone before that is closed
};

}  // namespace boswell::sqlite
