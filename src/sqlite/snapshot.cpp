// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/snapshot.hpp"

#include "base/descriptor.hpp"
#include "sqlite/file.hpp"
#include "sqlite/transaction.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <system_error>

namespace boswell::sqlite {

/// So many pages are copied before the next look at progress, and are then written to the disk. If
/// all went there at the end, the commits of whoever writes to the original would wait for it.
static constexpr int pages_at_once = 1024;

static void require_room(const std::filesystem::path& target, std::int64_t needed) {
    std::error_code unknown;
    const auto space = std::filesystem::space(folder_of(target), unknown);
    if (!unknown && space.available < static_cast<std::uintmax_t>(needed))
        throw Unavailable("no room for {}: {} bytes are needed, and its volume has {}",
                          target.string(), needed, space.available);
}

static void copy_pages(Database& original, SQLite::Database& copy, std::int64_t page_size,
                       const CopyProgress& tell) {
    const Descriptor file(::open(copy.getFilename().c_str(), O_RDONLY | O_CLOEXEC));
    SQLite::Backup backup(copy, original.get());
    // The transaction of the original goes on between the steps, so none of them begins anew.
    for (int state = SQLITE_OK; state != SQLITE_DONE;) {
        state = backup.executeStep(pages_at_once);
        if (state != SQLITE_OK && state != SQLITE_DONE)
            throw Unavailable("cannot copy {}: it is locked", original.path().string());
        const auto all = std::int64_t{backup.getTotalPageCount()} * page_size;
        tell(all - backup.getRemainingPageCount() * page_size, all);
        if (::fdatasync(file.number()) != 0)
            throw IoFailed("cannot write {}: {}", copy.getFilename(), errno_text());
    }
}

static void copy(Database& original, const std::filesystem::path& target, std::int64_t page_size,
                 const CopyProgress& tell) try {
    // SQLite takes an empty file for a new database; Database takes it for a mistake.
    SQLite::Database made(target.string(), SQLite::OPEN_READWRITE);
    made.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL");
    copy_pages(original, made, page_size, tell);
    // The pages say that there is a log. Without it the file is all that is needed to read it.
    const auto mode = made.execAndGet("PRAGMA journal_mode = DELETE").getString();
    if (mode != "delete") throw Error("{} keeps the journal mode {}", target.string(), mode);
} catch (const SQLite::Exception& error) {
    if ((error.getErrorCode() & 0xff) == SQLITE_CORRUPT)
        throw Damaged("{} cannot be copied: {}", original.path().string(), error.what());
    throw Unavailable("cannot write {}: {}", target.string(), error.what());
}

void copy_snapshot(Database& original, const std::filesystem::path& target,
                   const CopyProgress& tell) {
    const Transaction snapshot(original, Transaction::Kind::read);
    const auto page_size = original.integer("PRAGMA page_size");
    require_room(target, original.integer("PRAGMA page_count") * page_size);
    if (!std::filesystem::exists(target)) create_private_file(target);
    if (std::filesystem::file_size(target) != 0) throw Error("{} exists already", target.string());
    try {
        copy(original, target, page_size, tell);
        sync_file(target);
    } catch (...) {
        remove_database(target);
        throw;
    }
}

}  // namespace boswell::sqlite
