// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/lock.hpp"
#include "model/event.hpp"
#include "sqlite/error.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>

namespace boswell::archive {

class OmemoDevice;
class SharedDatabase;

/// The archive cannot take anything at the moment: locked, disk full, I/O error. Try again later.
using Unavailable = sqlite::Unavailable;
/// It is unavailable because another program writes.
using Locked = sqlite::Locked;
/// The archive is damaged. A person has to act; nothing more may be written.
using Damaged = sqlite::Damaged;

/// The agent's access to an archive. There is one at a time, because it holds the lock; guests may
/// write beside it (guest.hpp). Not thread-safe.
///
/// Nothing is written before write() and everything is on disk when it returns: one transaction,
/// one fsync.
class Writer {
public:
    /// Opens or creates the archive (folders 0700, files 0600), takes the lock beside it and
    /// migrates it. Throws Error if the file is in use by another agent, damaged, newer than this
    /// program, not an archive or not writable, and then leaves it as it was.
    explicit Writer(const std::filesystem::path& path);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Stores all of `batch` in its order, or none of it.
    /// Throws Unavailable if the database is locked or the disk full (retry later with the
    /// same batch), Damaged, and Error if one of the events cannot be stored (retry them one by
    /// one).
    void write(std::span<const Event> batch);

    /// Runs `work` with the account as an OMEMO device, in one transaction: all that it changes is
    /// on disk when this returns, or nothing is. Throws what `work` throws, Unavailable, and
    /// Damaged.
    void use_omemo(const Jid& account, const std::function<void(OmemoDevice& device)>& work);

    /// The last writer was killed, or its machine: the file was not closed in an orderly way.
    bool was_left_open() const { return left_open_; }

private:
    void transact(const std::function<void(SharedDatabase& database)>& work);

    std::filesystem::path path_;
    Lock lock_;
    bool left_open_;
    std::unique_ptr<SharedDatabase> database_;  ///< none after an I/O error
};

}  // namespace boswell::archive
