// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/open.hpp"

#include "archive/lock.hpp"
#include "archive/schema.hpp"
#include "archive/stanza_codec.hpp"
#include "archive/write/accounts.hpp"
#include "archive/write/message_keys.hpp"
#include "base/error.hpp"
#include "sqlite/file.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/transaction.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <exception>
#include <string>
#include <system_error>

namespace boswell::archive {

void make_folders(const std::filesystem::path& path) {
    const auto folder = sqlite::folder_of(path);
    if (std::filesystem::exists(folder)) return;
    make_folders(folder);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw Error("cannot create {}: {}", folder.string(), errno_text());
}

/// Adds what every archive must have and, at a first start, closes what a killed agent left open.
static void begin(sqlite::Database& database, Start start) {
    sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
    MessageKeys::make_key(database);
    StanzaPacker::add_dictionary(database);
    if (start == Start::first) Accounts::disconnect_all(database);
    transaction.commit();
}

/// The archive is made under another name and renamed when it is complete, so that a file with its
/// name is always an archive, even if the machine stops in between.
static void create(const std::filesystem::path& path) {
    // SQLite would throw that log away or, worse, replay it into the new file.
    std::error_code missing;
    if (const auto size = std::filesystem::file_size(path.string() + "-wal", missing);
        !missing && size > 0)
        throw Error("{} is missing, but its log {}-wal is there; bring both together again",
                    path.string(), path.string());
    const std::filesystem::path part = path.string() + ".new";
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(part.string() + suffix);  // left by an attempt that was cut short
    }
    {
        auto database = sqlite::Database::create(part);
        database.prepare_for_writing();
        sqlite::create_schema(database, schema());
        begin(database, Start::again);
    }
    std::filesystem::rename(part, path);
    sqlite::sync_file(path);
}

sqlite::Database open_with_lock(const std::filesystem::path& path, Start start) {
    if (!std::filesystem::exists(path)) create(path);
    sqlite::Database database(path, sqlite::Access::read_write);
    sqlite::schema_version(database, schema());
    database.prepare_for_writing();
    sqlite::migrate(database, schema());
    begin(database, start);
    return database;
}

static sqlite::Database open(const std::filesystem::path& path) {
    return {path, sqlite::Access::read_write};
}

static bool is_current(const std::filesystem::path& path) {
    return sqlite::schema_version(open(path), schema()) == schema().version();
}

static void migrate(const std::filesystem::path& path) {
    try {
        const Lock lock(path);
        open_with_lock(path, Start::first);
    } catch (const Error&) {
        if (!is_locked(path)) throw;
        std::throw_with_nested(
            Error("{} has an older schema and is in use; stop boswelld to upgrade", path.string()));
    }
}

sqlite::Database open_as_guest(const std::filesystem::path& path) {
    if (!is_current(path)) migrate(path);
    return open_for_rehearsal(path);
}

sqlite::Database open_for_rehearsal(const std::filesystem::path& path) {
    auto database = open(path);
    sqlite::require_current(database, schema());
    database.prepare_for_writing();
    return database;
}

void create_if_missing(const std::filesystem::path& path) {
    if (std::filesystem::exists(path)) return;
    make_folders(path);
    const Lock lock(path);
    open_with_lock(path, Start::first);
}

}  // namespace boswell::archive
