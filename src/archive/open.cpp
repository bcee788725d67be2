// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/open.hpp"

#include "archive/schema.hpp"
#include "sqlite/file.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace boswell::archive {

void make_folders(const std::filesystem::path& path) {
    const auto folder = sqlite::folder_of(path);
    if (std::filesystem::exists(folder)) return;
    make_folders(folder);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw Error("cannot create {}: {}", folder.string(),
                    std::generic_category().message(errno));
}

/// The archive is made aside and moved into place when it is complete, so that a file with its name
/// is always an archive, also if the machine stops in between.
static void create(const std::filesystem::path& path) {
    // SQLite would throw it away, or worse, replay it into the new file.
    std::error_code missing;
    if (const auto size = std::filesystem::file_size(path.string() + "-wal", missing);
        !missing && size > 0)
        throw Error("{} is missing, but its log {}-wal is there; bring both together again",
                    path.string(), path.string());
    const std::filesystem::path part = path.string() + ".new";
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(part.string() + suffix);  // of an attempt that was cut short
    }
    {
        auto database = sqlite::Database::create(part);
        database.prepare_for_writing();
        sqlite::create_schema(database, schema());
    }
    std::filesystem::rename(part, path);
    sqlite::sync_file(path);
}

sqlite::Database open_for_writing(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) create(path);
    sqlite::Database database(path, sqlite::Access::read_write);
    sqlite::schema_version(database, schema());
    database.prepare_for_writing();
    sqlite::migrate(database, schema());
    return database;
}

}  // namespace boswell::archive
