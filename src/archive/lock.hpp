// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace boswell::archive {

/// The agent's right to an archive, held as a lock on the file `<archive>.lock` beside it; others
/// write as guests, see guest.hpp. It ends with the process, however that ends, so it is never
/// stale; the file stays.
///
/// The lock belongs to the open file (F_OFD_SETLK). Unlike flock(2) it can be asked for without
/// being taken, so a reader that looks never stands in the way of an agent that starts.
class Lock {
public:
    /// Throws Error, with the process that has it, if the lock is taken.
    explicit Lock(const std::filesystem::path& archive);
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    int file_;
};

/// True if an agent has the archive, or somebody upgrades it. Neither waits nor locks.
bool is_locked(const std::filesystem::path& archive) noexcept;

}  // namespace boswell::archive
