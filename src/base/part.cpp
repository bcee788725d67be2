// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/part.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>
#include <system_error>

namespace boswell {

namespace fs = std::filesystem;

static constexpr std::string_view mark = ".part-boswell-";
static constexpr std::size_t random_length = 6;

/// Of a file one byte that no file is so long as to have, behind those that archives use (SQLite's
/// and that of archive/lock.cpp). A folder cannot have locks on bytes. Volumes that know neither
/// leave the part unlocked, and then nobody can lock it in order to remove it.
static bool lock(int descriptor, Part::Kind kind) noexcept {
    if (kind == Part::Kind::folder) return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    struct flock byte {};
    byte.l_type = F_WRLCK;
    byte.l_whence = SEEK_SET;
    byte.l_start = (off_t{1} << 62) + 1;
    byte.l_len = 1;
    return ::fcntl(descriptor, F_OFD_SETLK, &byte) == 0;
}

static int open_part(const fs::path& path, Part::Kind kind) noexcept {
    const int how = kind == Part::Kind::folder ? O_RDONLY | O_DIRECTORY : O_RDWR | O_NONBLOCK;
    return ::open(path.c_str(), how | O_NOFOLLOW | O_CLOEXEC);
}

/// Whether the name still stands for what was opened, which is our own.
static bool is_ours(int descriptor, const fs::path& path) noexcept {
    struct stat open {};
    struct stat named {};
    return ::fstat(descriptor, &open) == 0 && ::lstat(path.c_str(), &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino &&
           open.st_uid == ::geteuid() && (S_ISREG(open.st_mode) || S_ISDIR(open.st_mode));
}

static int make(std::string& name, Part::Kind kind) {
    if (kind == Part::Kind::file) return ::mkostemp(name.data(), O_CLOEXEC);
    return ::mkdtemp(name.data()) == nullptr ? -1 : open_part(name, kind);
}

Part::Part(const fs::path& target, Kind kind) {
    do {
        auto name = target.string() + std::string(mark) + std::string(random_length, 'X');
        descriptor_.emplace(make(name, kind));
        if (!*descriptor_) throw Error("cannot write {}: {}", target.string(), errno_text());
        path_ = name;
        lock(descriptor_->number(), kind);
        // Somebody who cleans up may have seen it just before it was locked.
    } while (!is_ours(descriptor_->number(), path_));
}

static bool is_part_of(const fs::path& target, const std::string& name) {
    const auto begin = target.filename().string() + std::string(mark);
    return name.size() == begin.size() + random_length && name.starts_with(begin) &&
           std::all_of(name.end() - random_length, name.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0; });
}

static bool remove_if_left(const fs::path& path) {
    const bool is_folder = fs::is_directory(fs::symlink_status(path));
    const auto kind = is_folder ? Part::Kind::folder : Part::Kind::file;
    const Descriptor file(open_part(path, kind));
    if (!file || !is_ours(file.number(), path) || !lock(file.number(), kind)) return false;
    if (!is_ours(file.number(), path)) return false;
    if (is_folder) return fs::remove_all(path) > 0;
    for (const auto* suffix : {"-journal", "-wal", "-shm"}) fs::remove(path.string() + suffix);
    return fs::remove(path);
}

std::vector<fs::path> remove_left_parts(const fs::path& target) noexcept {
    std::vector<fs::path> removed;
    try {
        const auto folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
        std::vector<fs::path> parts;
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (is_part_of(target, entry.path().filename().string())) parts.push_back(entry.path());
        }
        for (const auto& part : parts) {
            if (remove_if_left(part)) removed.push_back(part);
        }
    } catch (const std::exception&) {
        // What cannot be read or removed stays.
    }
    return removed;
}

}  // namespace boswell
