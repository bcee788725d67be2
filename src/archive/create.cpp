// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/create.hpp"

#include "archive/schema.hpp"
#include "archive/stanza_codec.hpp"
#include "archive/write/message_keys.hpp"
#include "base/error.hpp"
#include "sqlite/file.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/transaction.hpp"

#include <sys/stat.h>

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
        throw Error("{} is missing, but its log {}-wal is there; bring both together again",
                    path.string(), path.string());
}

static void remove_part(const std::filesystem::path& part) noexcept {
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::error_code ignored;
        std::filesystem::remove(part.string() + suffix, ignored);
    }
}

// Not in WAL mode: SQLite does not tell whether the checkpoint with which a log is closed succeeds,
// and the log would stay behind under this name.
static void build(const std::filesystem::path& part) {
    auto database = sqlite::Database::create(part);
    database.prepare_for_building();
    sqlite::create_schema(database, schema());
    sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
    add_fixed_rows(database);
    transaction.commit();
}

void create(const std::filesystem::path& path) {
    require_no_remains(path);
    const std::filesystem::path part = path.string() + ".new";
    remove_part(part);  // left by an attempt that was cut short
    try {
        build(part);
        sqlite::move_into_place(part, path);
    } catch (...) {
        remove_part(part);
        throw;
    }
}

}  // namespace boswell::archive
