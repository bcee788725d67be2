// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backup_names.hpp"

#include "archive/schema.hpp"
#include "base/error.hpp"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

namespace boswell::cli {

namespace fs = std::filesystem;

static bool is_there(const fs::path& path) {
    std::error_code missing;
    return fs::exists(fs::symlink_status(path, missing));
}

static void require_replaceable(const fs::path& path, const fs::path& archive) {
    if (!is_there(path)) return;
    if (fs::is_directory(path)) throw Error("{} is a folder; name a file", path.string());
    if (!fs::is_regular_file(path)) throw Error("{} is not a file", path.string());
    for (const auto* suffix : {"", "-wal", "-shm", ".lock"}) {
        std::error_code missing;
        if (fs::equivalent(path, archive.string() + suffix, missing))
            throw Error("{} belongs to the archive itself; name another file", path.string());
    }
}

/// By the header of the file (https://sqlite.org/fileformat2.html): an older backup that is damaged
/// further on must not be the end of all backups.
static bool begins_as_archive(const fs::path& path) {
    std::string header(72, '\0');
    std::ifstream(path, std::ios::binary).read(header.data(), 72);
    std::int64_t id = 0;
    for (std::size_t i = 68; i < 72; ++i) id = id * 256 + static_cast<unsigned char>(header[i]);
    return header.starts_with("SQLite format 3") && id == archive::schema().application_id;
}

/// A file of somebody's that only has such a name is neither renumbered nor, in the end, removed.
static void require_backup(const fs::path& path) {
    if (is_there(path) && !begins_as_archive(path))
        throw Error("{} is no backup of boswell; move it away, or name another file",
                    path.string());
}

BackupNames::BackupNames(const fs::path& file, OlderBackups older, const fs::path& archive)
    : file_(fs::exists(file) ? fs::canonical(file) : file), older_(older) {
    require_replaceable(file_, archive);
    if (!older_.keep && !older_.overwrite && is_there(file_))
        throw Error("{} exists already; --force overwrites it, --keep N numbers older ones",
                    file.string());
    for (std::int64_t number = 0; number < older_.keep.value_or(0); ++number) {
        require_replaceable(name_of(number), archive);
        require_backup(name_of(number));
    }
}

fs::path BackupNames::name_of(std::int64_t number) const {
    return number == 0 ? file_ : fs::path(file_.string() + "." + std::to_string(number));
}

static void move(const fs::path& from, const fs::path& to) {
    if (!rename_file(from, to, Replace::yes))
        throw Error("cannot give {} its name {}: {}", from.string(), to.string(), errno_text());
}

void BackupNames::rotate() const {
    std::error_code missing;
    // A rotation that was cut short has left two names of one file.
    if (fs::equivalent(name_of(0), name_of(1), missing)) fs::remove(name_of(1));
    std::int64_t last = 1;  // the first free number, as far as numbers may be used
    while (last < *older_.keep - 1 && is_there(name_of(last))) ++last;
    for (auto number = last; number > 1; --number) move(name_of(number - 1), name_of(number));
    // As a second name at first, so that FILE is never missing. Not every volume has these.
    fs::remove(name_of(1));
    if (::link(name_of(0).c_str(), name_of(1).c_str()) != 0) move(name_of(0), name_of(1));
}

void BackupNames::give_to(archive::Copy& copy) const {
    if (older_.keep.value_or(1) > 1 && is_there(file_)) rotate();
    const bool replaces = older_.keep || older_.overwrite;
    if (copy.get_name(file_, replaces ? Replace::yes : Replace::no)) return;
    if (errno == EEXIST) throw Error("{} exists by now; it was not overwritten", file_.string());
    throw Error("cannot give the backup its name {}: {}", file_.string(), errno_text());
}

}  // namespace boswell::cli
