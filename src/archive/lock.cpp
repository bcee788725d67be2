// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/lock.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

namespace boswell::archive {

static constexpr log::Domain domain{"archive"};

// Two names of one archive must not have two locks.
static std::string lock_name(const std::filesystem::path& archive) {
    std::error_code error;
    const auto real = std::filesystem::weakly_canonical(archive, error);
    return (error ? archive : real).string() + ".lock";
}

/// A lock for writing on a whole file, or on the one byte of an archive that is ours.
static struct flock lock_of(off_t start, off_t length) {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = start;
    lock.l_len = length;
    return lock;
}

static struct flock whole_file() { return lock_of(0, 0); }

/// SQLite locks bytes at 2^30 and a few behind it; an archive never grows so long as to have this
/// one.
static struct flock our_byte() { return lock_of(off_t{1} << 62, 1); }

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
        throw Error("cannot lock {}: {}", lock_name(archive), errno_text());
    const long process = holder(file);
    if (process <= 0) throw Error("{} is in use by another writer", archive.string());
    throw Error("{} is in use by another writer, process {}", archive.string(), process);
}

Lock::Lock(const std::filesystem::path& archive)
    : archive_(archive),
      lock_file_(::open(lock_name(archive).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (lock_file_ < 0) throw Error("cannot open {}: {}", lock_name(archive), errno_text());
    try {
        take(lock_file_, archive);
    } catch (...) {
        ::close(lock_file_);
        throw;
    }
    write_own_id(lock_file_);
}

Lock::~Lock() {
    if (file_ >= 0) ::close(file_);
    ::close(lock_file_);
}

static bool is_same_file(int file, const std::filesystem::path& path) {
    struct stat open {};
    struct stat named {};
    return ::fstat(file, &open) == 0 && ::stat(path.c_str(), &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

static void throw_other_name(const std::filesystem::path& archive) {
    throw Error("{} is in use by another writer under another name (a hard link)",
                archive.string());
}

void Lock::lock_archive() {
    if (file_ >= 0 && is_same_file(file_, archive_)) return;
    if (file_ >= 0) ::close(std::exchange(file_, -1));
    const int file = ::open(archive_.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) throw Error("cannot open {}: {}", archive_.string(), errno_text());
    auto lock = our_byte();
    if (::fcntl(file, F_OFD_SETLK, &lock) != 0) {
        const int number = errno;
        ::close(file);
        if (number == EAGAIN || number == EACCES) throw_other_name(archive_);
        throw Error("cannot lock {}: {}", archive_.string(), errno_text(number));
    }
    file_ = file;
}

void Lock::make_private() const {
    static constexpr mode_t of_others = S_IRWXG | S_IRWXO;
    struct stat status {};
    if (::fstat(file_, &status) != 0 || (status.st_mode & of_others) == 0) return;
    const auto before = status.st_mode & 07777U;
    if (::fchmod(file_, 0600) != 0)
        return log::warning(domain,
                            "{} can be read by others (mode {:o}), and it cannot be changed: {}",
                            archive_.string(), before, errno_text());
    std::error_code ignored;
    const auto real = std::filesystem::canonical(archive_, ignored).string();
    for (const auto* suffix : {"-wal", "-shm"}) {
        const auto part = real + suffix;
        struct stat other {};
        if (::lstat(part.c_str(), &other) == 0 && S_ISREG(other.st_mode))
            static_cast<void>(!::chmod(part.c_str(), 0600));
    }
    log::notice(domain, "{} could be read by others (mode {:o}); its mode is 600 now",
                archive_.string(), before);
}

void require_own_name(const std::filesystem::path& archive) {
    const Descriptor file(::open(archive.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file || is_locked(archive)) return;
    auto lock = our_byte();
    if (::fcntl(file.number(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
        throw_other_name(archive);
}

bool is_locked(const std::filesystem::path& archive) noexcept try {
    const int file = ::open(lock_name(archive).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    auto lock = whole_file();
    const bool answered = ::fcntl(file, F_OFD_GETLK, &lock) == 0;
    ::close(file);
    return answered && lock.l_type != F_UNLCK;
} catch (...) {
    return false;
}

long lock_holder(const std::filesystem::path& archive) noexcept try {
    if (!is_locked(archive)) return 0;
    const Descriptor file(::open(lock_name(archive).c_str(), O_RDONLY | O_CLOEXEC));
    return file ? holder(file.number()) : 0;
} catch (...) {
    return 0;
}

}  // namespace boswell::archive
