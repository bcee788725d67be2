// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/create.hpp"

#include "archive/known_archives.hpp"
#include "archive/schema.hpp"
#include "archive/stanza_codec.hpp"
#include "archive/write/message_keys.hpp"
#include "base/error.hpp"
#include "sqlite/file.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/transaction.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace boswell::archive {

void make_folders(const std::filesystem::path& path) {
    const auto folder = sqlite::folder_of(path);
    if (std::filesystem::exists(folder)) return;
    make_folders(folder);
    if (::mkdir(folder.c_str(), 0700) == 0) return;
    const int number = errno;
    if (number != EEXIST || !std::filesystem::exists(folder))
        throw Error("cannot create {}: {}", folder.string(), errno_text(number));
}

void add_fixed_rows(sqlite::Database& database) {
    MessageKeys::make_key(database);
    StanzaPacker::add_dictionary(database);
}

static void require_no_remains(const std::filesystem::path& path) {
    std::error_code missing;
    if (std::filesystem::is_symlink(path, missing))
        throw Error("{} is a symbolic link to {}, which does not exist; is its volume mounted?",
                    path.string(), std::filesystem::read_symlink(path, missing).string());
    // SQLite would throw that log away or, worse, replay it into the new file.
    if (const auto size = std::filesystem::file_size(path.string() + "-wal", missing);
        !missing && size > 0)
        throw Error("{} is missing, but its log {}-wal is there; restore both together",
                    path.string(), path.string());
}

/// The place where the first of the missing folders would be made.
static std::filesystem::path existing_folder(const std::filesystem::path& path) {
    auto folder = sqlite::folder_of(std::filesystem::absolute(path));
    while (!std::filesystem::exists(folder) && folder.has_relative_path())
        folder = folder.parent_path();
    return folder;
}

void require_usable(const std::filesystem::path& path) {
    const bool exists = std::filesystem::exists(path);
    if (exists) {
        sqlite::check_is_database(path);
        sqlite::schema_version(sqlite::Database(path, sqlite::Access::read_only), schema());
        if (::access(path.c_str(), W_OK) != 0)
            throw Error("{} cannot be written: {}", path.string(), errno_text());
    } else {
        require_not_lost(path);
        require_no_remains(path);
    }
    const auto folder = existing_folder(exists ? std::filesystem::canonical(path) : path);
    if (!std::filesystem::is_directory(folder))
        throw Error("{} cannot be made: {} is not a folder", path.string(), folder.string());
    if (!sqlite::is_writable(folder))
        throw Error("{} cannot be {}: nothing can be created in {}: {}", path.string(),
                    exists ? "used" : "made", folder.string(), errno_text());
}

void make_archive(sqlite::Database& database) {
    sqlite::create_schema(database, schema());
    sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
    add_fixed_rows(database);
    transaction.commit();
}

// Not in WAL mode: SQLite does not tell whether the checkpoint with which a log is closed succeeds,
// and the log would stay behind under this name.
static void build(const std::filesystem::path& part) {
    auto database = sqlite::Database::create(part);
    database.prepare_for_building();
    make_archive(database);
}

void create(const std::filesystem::path& path) {
    require_no_remains(path);
    const std::filesystem::path part = path.string() + ".new";
    sqlite::remove_database(part);  // left by an attempt that was cut short
    try {
        build(part);
        sqlite::move_into_place(part, path);
    } catch (...) {
        sqlite::remove_database(part);
        throw;
    }
}

}  // namespace boswell::archive
