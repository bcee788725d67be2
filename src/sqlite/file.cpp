// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/file.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

namespace boswell::sqlite {

// Never opens the file: closing any descriptor of it would drop the locks that SQLite holds on it
// for other connections of this process (POSIX), and another program could then remove the log
// under them. Whether the content is a database SQLite says itself.
void check_is_database(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) throw Error("{} does not exist", path.string());
        throw Error("cannot read {}: {}", path.string(), errno_text());
    }
    if (!S_ISREG(status.st_mode)) throw Error("{} is not a file", path.string());
    if (::access(path.c_str(), R_OK) != 0)
        throw Error("cannot read {}: {}", path.string(), errno_text());
    if (status.st_size == 0)
        throw Error("{} is empty, so it is not an archive; move or delete it", path.string());
}

void create_private_file(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file) throw Error("cannot create {}: {}", path.string(), errno_text());
    if (::fchmod(file.number(), 0600) != 0)
        throw Error("cannot set the mode of {}: {}", path.string(), errno_text());
}

static void sync(const std::filesystem::path& path, int flags) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags));
    if (!file || ::fsync(file.number()) != 0)
        throw Error("cannot sync {}: {}", path.string(), errno_text());
}

void sync_file(const std::filesystem::path& path) {
    sync(path, 0);
    sync(folder_of(path), O_DIRECTORY);
}

void move_into_place(const std::filesystem::path& file, const std::filesystem::path& name) {
    sync(file, 0);
    if (::rename(file.c_str(), name.c_str()) != 0)
        throw Error("cannot give {} its name {}: {}", file.string(), name.string(), errno_text());
    sync_file(name);
}

void remove_database(const std::filesystem::path& path) noexcept {
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::error_code ignored;
        std::filesystem::remove(path.string() + suffix, ignored);
    }
}

std::optional<FileId> find_file(const std::filesystem::path& path) noexcept {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return FileId{status.st_dev, status.st_ino};
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

bool is_writable(const std::filesystem::path& folder) noexcept {
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace boswell::sqlite
