// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/replacement.hpp"

#include "archive/create.hpp"
#include "archive/known_archives.hpp"
#include "archive/schema.hpp"
#include "archive/write/accounts.hpp"
#include "archive/write/omemo_keys.hpp"
#include "sqlite/file.hpp"
#include "sqlite/transaction.hpp"

#include <fcntl.h>

#include <exception>
#include <string>
#include <system_error>

namespace boswell::archive {

namespace fs = std::filesystem;

static constexpr auto has_streams_sql =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'stream'";

/// Makes the folders on the way, for an archive that is lost with them.
static fs::path usable(const fs::path& archive) {
    if (fs::is_symlink(archive) && !fs::exists(archive))
        throw Error("{} is a symbolic link to {}, which does not exist; is its volume mounted?",
                    archive.string(), fs::read_symlink(archive).string());
    make_folders(archive);
    return fs::weakly_canonical(archive);
}

Replacement::Replacement(const fs::path& archive)
    : path_(usable(archive)), lock_(path_), copy_(path_) {
    if (is_there()) lock_.lock_archive();
}

bool Replacement::is_there() const { return fs::exists(path_); }

// The server knows nothing of the streams of then any more, nobody is connected, and the OMEMO
// sessions have gone on without the copy.
static void forget_streams(const fs::path& copy) {
    sqlite::Database database(copy, sqlite::Access::read_write);
    sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
    database.execute(begin_generation_sql);
    if (database.integer(has_streams_sql) > 0) database.execute("DELETE FROM stream");
    if (sqlite::schema_version(database, schema()) == schema().version()) {
        Accounts::disconnect_all(database);
        OmemoKeys::mark_as_restored(database);
    }
    transaction.commit();
}

/// The bytes of a file by which SQLite locks it. Whoever has it open with a log holds one of them.
static struct flock bytes_of_sqlite() {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 1 << 30;
    lock.l_len = 512;
    return lock;
}

/// Takes the log into the file. False if the file is too damaged for that.
static bool empty_log(const fs::path& archive) {
    try {
        sqlite::Database database(archive, sqlite::Access::read_write);
        if (database.integer("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            throw sqlite::Unavailable("its log is in use");
        return true;
    } catch (const sqlite::IoFailed&) {
        return false;
    } catch (const sqlite::Unavailable&) {
        throw;
    } catch (const Error&) {
        return false;
    }
}

bool Replacement::make_one_file() try {
    if (!empty_log(path_)) return false;
    // No connection of ours is open now, so closing this drops no lock of SQLite.
    file_.emplace(::open(path_.c_str(), O_RDWR | O_CLOEXEC));
    auto lock = bytes_of_sqlite();
    if (!*file_ || ::fcntl(file_->number(), F_OFD_SETLK, &lock) != 0)
        throw Error("another program has it open");
    const auto log = path_.string() + "-wal";
    if (fs::exists(log) && fs::file_size(log) > 0) throw Error("it was written to just now");
    fs::remove(log);
    fs::remove(path_.string() + "-shm");
    return true;
} catch (const Error&) {
    std::throw_with_nested(
        Error("{} cannot be set aside; end what else reads or writes it, such as an import",
              path_.string()));
}

static void give_name(const fs::path& from, const fs::path& to) {
    if (!rename_file(from, to, Replace::no))
        throw Error("cannot give {} its name {}: {}", from.string(), to.string(), errno_text());
}

void Replacement::name_copy() {
    if (!copy_.get_name(path_, Replace::no))
        throw Error("cannot give the copy its name {}: {}", path_.string(), errno_text());
}

void Replacement::exchange(const fs::path& kept) {
    // Before the names are exchanged, so that the archive is never under a name that looks
    // temporary.
    give_name(copy_.path(), kept);
    if (exchange_files(kept, path_)) return sqlite::sync_file(path_);
    give_name(kept, copy_.path());
    move_aside(kept);
    name_copy();
}

/// The archive before its log: while there is a log without an archive, no agent begins a new one.
void Replacement::move_aside(const fs::path& kept) const {
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) {
        const auto part = path_.string() + suffix;
        if (fs::exists(part)) give_name(part, kept.string() + suffix);
    }
}

/// "20261130T001500Z": without what some volumes do not allow in names.
static std::string compact(Time time) {
    auto text = to_rfc3339(time);
    text = text.substr(0, text.find('.')) + "Z";
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

fs::path Replacement::finish(Time now) {
    forget_streams(copy_.path());
    const fs::path kept = path_.string() + ".before-restore-" + compact(now);
    const bool was_there = is_there();
    if (was_there) remember(path_);
    if (was_there && make_one_file()) {
        exchange(kept);
    } else {
        move_aside(kept);
        name_copy();
    }
    remember(path_);
    return was_there ? kept : fs::path();
}

}  // namespace boswell::archive
