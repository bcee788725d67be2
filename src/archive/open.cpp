// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/open.hpp"

#include "archive/create.hpp"
#include "archive/known_archives.hpp"
#include "archive/schema.hpp"
#include "archive/write/accounts.hpp"
#include "archive/write/conversion.hpp"
#include "archive/write/presence_checkpoints.hpp"
#include "base/error.hpp"
#include "sqlite/error.hpp"
#include "sqlite/file.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/schema_objects.hpp"
#include "sqlite/transaction.hpp"

#include <exception>

namespace boswell::archive {

/// Adds what every archive must have and, at a first start, tidies up after the agent before.
static void begin(sqlite::Database& database, Start start) {
    sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
    add_fixed_rows(database);
    if (start == Start::first) {
        Accounts::disconnect_all(database);
        Accounts::remove_untried(database);
    }
    transaction.commit();
}

/// An archive that is gone while it is in use is not begun anew: its volume may come back.
static void create_if_missing(const std::filesystem::path& path, Start start) {
    if (std::filesystem::exists(path)) return;
    if (start == Start::again)
        throw sqlite::Unavailable("{} is gone while it is in use", path.string());
    create(path);
}

sqlite::Database open_with_lock(const std::filesystem::path& path, Lock& lock, Start start) {
    create_if_missing(path, start);
    sqlite::check_is_database(path);
    lock.lock_archive();
    auto database = open_with_lock(path, start);
    lock.make_private();  // not before it is known to be an archive
    return database;
}

/// What follows the migrations.
static void complete(sqlite::Database& database, Start start) {
    sqlite::require_own_objects(database, schema());
    begin(database, start);
    convert(database);
    add_missing_checkpoints(database);
}

sqlite::Database open_with_lock(const std::filesystem::path& path, Start start) {
    create_if_missing(path, start);
    sqlite::Database database(path, sqlite::Access::read_write);
    sqlite::schema_version(database, schema());
    database.prepare_for_writing();
    sqlite::migrate(database, schema());
    complete(database, start);
    return database;
}

void upgrade_copy(const std::filesystem::path& path) {
    sqlite::Database database(path, sqlite::Access::read_write);
    sqlite::schema_version(database, schema());
    database.prepare_for_writing();
    sqlite::migrate_copy(database, schema());
    complete(database, Start::again);
    if (const auto mode = database.text("PRAGMA journal_mode = DELETE"); mode != "delete")
        throw Error("{} keeps the journal mode {}", path.string(), mode);
}

static sqlite::Database open(const std::filesystem::path& path) {
    return {path, sqlite::Access::read_write};
}

static bool is_current(const std::filesystem::path& path) {
    const auto database = open(path);
    return sqlite::schema_version(database, schema()) == schema().version() &&
           !has_rows_to_convert(database);
}

static void migrate(const std::filesystem::path& path) {
    try {
        Lock lock(path);
        open_with_lock(path, lock, Start::first);
    } catch (const Error&) {
        if (!is_locked(path)) throw;
        std::throw_with_nested(
            Error("{} has an older schema and is in use; stop boswelld to upgrade", path.string()));
    }
}

sqlite::Database open_beside_lock(const std::filesystem::path& path) {
    auto database = open(path);
    require_current(database);
    database.prepare_for_writing();
    return database;
}

sqlite::Database open_as_guest(const std::filesystem::path& path) {
    require_own_name(path);
    if (!is_current(path)) migrate(path);
    auto database = open(path);
    require_current(database);
    sqlite::require_own_objects(database, schema());
    database.prepare_for_writing();
    return database;
}

static sqlite::Database temporary_archive() {
    auto database = sqlite::Database::temporary();
    make_archive(database);
    return database;
}

sqlite::Database open_for_rehearsal(const std::filesystem::path& path) {
    require_usable(path);
    if (!std::filesystem::exists(path)) return temporary_archive();
    sqlite::Database archive(path, sqlite::Access::read_only);
    require_current(archive);
    sqlite::require_own_objects(archive, schema());
    return sqlite::Database::temporary_copy(archive);
}

void create_if_missing(const std::filesystem::path& path) {
    if (std::filesystem::exists(path)) return remember(path);
    require_not_lost(path);
    make_folders(path);
    {
        Lock lock(path);
        open_with_lock(path, lock, Start::first);
    }
    remember(path);
}

}  // namespace boswell::archive
