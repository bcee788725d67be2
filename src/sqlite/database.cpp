// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/database.hpp"

#include "base/percent.hpp"
#include "sqlite/file.hpp"
#include "sqlite/kept_statements.hpp"
#include "sqlite/statement.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <system_error>
#include <utility>

namespace boswell::sqlite {

// Long enough for another process's checkpoint, or to replay the log of one that was killed.
static constexpr int busy_timeout_ms = 5000;
static constexpr int longest_idle_log = 16 << 20;

/// Without being told before its first use, SQLite counts all its memory, under one lock for all
/// threads and with each allocation. Nobody reads these counts.
[[maybe_unused]] static const int without_memory_counts =
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

/// A file in WAL mode in a folder where nothing can be created cannot be read the usual way, unless
/// a writer has made the index of its log (-shm). Without a log it is read as it is, which is right
/// as long as there is no writer. With a log but no index, the index is made in memory.
enum class Reading { usual, without_log, without_index };

/// `path` is that of the file itself, not of a symbolic link: SQLite looks for the log beside that.
static Reading reading_of(const std::filesystem::path& path) {
    if (is_writable(folder_of(path))) return Reading::usual;
    if (!std::filesystem::exists(path.string() + "-wal")) return Reading::without_log;
    return std::filesystem::exists(path.string() + "-shm") ? Reading::usual
                                                           : Reading::without_index;
}

static const char* options_of(Reading reading) {
    switch (reading) {
        case Reading::usual:
            return "";
        case Reading::without_log:
            return "?immutable=1";
        case Reading::without_index:
            return "?vfs=unix-none";  // nobody writes, so nobody is to be locked out
    }
    return "";
}

static SQLite::Database open(const std::filesystem::path& path, Access access) {
    try {
        if (access == Access::read_write) {
            return {path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, busy_timeout_ms};
        }
        const int flags = SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX | SQLite::OPEN_URI;
        const auto real = std::filesystem::canonical(path);
        const auto reading = reading_of(real);
        SQLite::Database database(
            "file:" + percent_encoded(real.string(), "/") + options_of(reading), flags,
            busy_timeout_ms);
        // The index of the log is then in memory, and not in a file beside it.
        if (reading == Reading::without_index) database.exec("PRAGMA locking_mode = EXCLUSIVE");
        return database;
    } catch (const SQLite::Exception& error) {
        throw Error("cannot open {}: {}", path.string(), error.what());
    }
}

static SQLite::Database open_existing(const std::filesystem::path& path, Access access) {
    check_is_database(path);
    return open(path, access);
}

Database::Database(const std::filesystem::path& path, Access access)
    : Database(path, open_existing(path, access)) {}

Database::Database(const std::filesystem::path& path, SQLite::Database database)
    : path_(path), database_(std::move(database)) {
    // Nothing in the file itself may act: no triggers, no functions from its schema, no writing
    // into the internals of the search index. And a file that turns out not to be ours stays as it
    // is, even if it has a log that closing would copy into it.
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_extended_result_codes(handle(), 1);
    execute("PRAGMA cell_size_check = ON");
    execute("PRAGMA cache_size = -16384");          // KiB; the system's own cache has the rest
    integer("SELECT count(*) FROM sqlite_schema");  // reads the schema: a damaged file shows here
}

Database Database::create(const std::filesystem::path& path) {
    create_private_file(path);
    return {path, open(path, Access::read_write)};
}

Database Database::in_memory() {
    return {":memory:", SQLite::Database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)};
}

Database Database::temporary() {
    Database database("temporary database",
                      SQLite::Database("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE));
    database.execute("PRAGMA foreign_keys = ON");
    return database;
}

Database Database::temporary_copy(Database& original) {
    auto copy = temporary();
    try {
        if (SQLite::Backup(copy.database_, original.database_).executeStep() == SQLITE_DONE)
            return copy;
    } catch (const SQLite::Exception& error) {
        throw Unavailable(
            "cannot make a temporary copy of {}: {}; TMPDIR may name a folder "
            "with more room",
            original.path().string(), error.what());
    }
    throw Unavailable("cannot make a temporary copy of {}: it is locked", original.path().string());
}

void Database::prepare_for_building() {
    execute("PRAGMA journal_mode = MEMORY");
    execute("PRAGMA synchronous = FULL");
    execute("PRAGMA foreign_keys = ON");
}

void Database::prepare_for_writing() {
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    if (const auto mode = text("PRAGMA journal_mode = WAL"); mode != "wal")
        throw Error("{} cannot have a write-ahead log where it is; its journal mode stays {}",
                    path_.string(), mode);
    execute("PRAGMA synchronous = FULL");
    execute("PRAGMA foreign_keys = ON");
    // After a long reader the log is as long as all that was written meanwhile.
    execute(fmt::format("PRAGMA journal_size_limit = {}", longest_idle_log));
    // Large transactions in a random index would rewrite the same pages at every checkpoint.
    checkpoint_after(usual_checkpoint);
}

void Database::checkpoint_after(int pages) {
    execute(fmt::format("PRAGMA wal_autocheckpoint = {}", pages));
}

void Database::wait_at_most(std::chrono::milliseconds time) noexcept {
    sqlite3_busy_timeout(handle(), static_cast<int>(time.count()));
}

void Database::keep_statements(std::size_t most) { kept_ = std::make_shared<KeptStatements>(most); }

void Database::execute(const std::string& script) {
    if (database_.tryExec(script) != SQLite::OK) throw_last_error(handle());
}

template <typename Value>
static Value first_value(const Database& database, const std::string& sql) {
    Statement statement(database, sql);
    auto use = statement.use();
    if (!use.next()) throw Error("{}: no result for {}", database.path().string(), sql);
    return use.get<Value>(0);
}

std::int64_t Database::integer(const std::string& sql) const {
    return first_value<std::int64_t>(*this, sql);
}

std::string Database::text(const std::string& sql) const {
    return first_value<std::string>(*this, sql);
}

std::int64_t Database::last_insert_id() const noexcept {
    return sqlite3_last_insert_rowid(handle());
}

std::int64_t Database::changes() const noexcept { return sqlite3_changes64(handle()); }

void Database::copy_to(const std::filesystem::path& target) const {
    // SQLite takes an empty file for a new one, so this one has the right mode from the beginning.
    create_private_file(target);
    try {
        Statement copy(*this, "VACUUM INTO ?1");
        copy.run(target.string());
        sync_file(target);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(target, ignored);
        throw;
    }
}

}  // namespace boswell::sqlite
