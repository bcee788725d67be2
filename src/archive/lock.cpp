// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/lock.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace boswell::archive {

// Two names of one archive must not have two locks.
static std::string lock_file(const std::filesystem::path& archive) {
    std::error_code error;
    const auto real = std::filesystem::weakly_canonical(archive, error);
    return (error ? archive : real).string() + ".lock";
}

static struct flock whole_file() {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

/// The process id its holder has written into the file; 0 if there is none.
static long holder(int file) {
    char text[24] = {};
    if (::pread(file, text, sizeof text - 1, 0) <= 0) return 0;
    return std::strtol(text, nullptr, 10);
}

static void write_own_id(int file) {
    const auto text = std::to_string(::getpid()) + "\n";
    // The number is only for the error messages of other processes: without it the lock still
    // holds.
    if (::ftruncate(file, 0) == 0) static_cast<void>(!::pwrite(file, text.data(), text.size(), 0));
}

static void take(int file, const std::filesystem::path& archive) {
    auto lock = whole_file();
    if (::fcntl(file, F_OFD_SETLK, &lock) == 0) return;
    if (errno != EAGAIN && errno != EACCES)
        throw Error("cannot lock {}: {}", lock_file(archive), errno_text());
    const long process = holder(file);
    if (process <= 0) throw Error("{} is in use by another writer", archive.string());
    throw Error("{} is in use by another writer, process {}", archive.string(), process);
}

Lock::Lock(const std::filesystem::path& archive)
    : file_(::open(lock_file(archive).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw Error("cannot open {}: {}", lock_file(archive), errno_text());
    try {
        take(file_, archive);
    } catch (...) {
        ::close(file_);
        throw;
    }
    write_own_id(file_);
}

Lock::~Lock() { ::close(file_); }

bool is_locked(const std::filesystem::path& archive) noexcept try {
    const int file = ::open(lock_file(archive).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    auto lock = whole_file();
    const bool answered = ::fcntl(file, F_OFD_GETLK, &lock) == 0;
    ::close(file);
    return answered && lock.l_type != F_UNLCK;
} catch (...) {
    return false;
}

}  // namespace boswell::archive
