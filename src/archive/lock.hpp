// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace boswell::archive {

/// The agent's right to an archive, held as a lock on the file `<archive>.lock` beside it; others
/// write as guests, see guest.hpp. It ends with the process, however that ends, so it is never
/// stale; the file stays. Once the archive is there, a byte of the archive itself is locked, too,
/// because all its hard links share that.
///
/// The locks belong to the open files (F_OFD_SETLK). Unlike flock(2) they can be asked for without
/// being taken, so a reader that looks never stands in the way of an agent that starts.
class Lock {
public:
    /// Throws Error, with the process that has it, if the lock is taken.
    explicit Lock(const std::filesystem::path& archive);
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    /// Locks the archive itself, which must exist. Every connection of this process to the archive
    /// must be opened after this call and closed before the Lock goes: closing a descriptor of the
    /// file drops the locks that SQLite holds on it. Throws Error if an agent has it by another
    /// name. Does nothing more if it was called before and the file is still the same.
    void lock_archive();

    /// Makes the archive readable and writable for its owner only, and says so in the log.
    void make_private() const;

private:
    std::filesystem::path archive_;
    int lock_file_;
    int file_ = -1;  // the archive itself
};

/// Throws Error if an agent uses the archive by a name that has another lock file, so that this
/// name has another log. Must not be called while this process has a connection to the archive.
void require_own_name(const std::filesystem::path& archive);

/// True if an agent has the archive, or somebody upgrades it. Neither waits nor locks.
bool is_locked(const std::filesystem::path& archive) noexcept;

/// The process that has the lock, 0 if that is unknown or if nobody has it.
long lock_holder(const std::filesystem::path& archive) noexcept;

}  // namespace boswell::archive
