// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/copy.hpp"
#include "archive/lock.hpp"
#include "base/descriptor.hpp"
#include "base/time.hpp"

#include <filesystem>
#include <optional>

namespace boswell::archive {

/// Puts a copy of a backup in the place of an archive that no agent uses, and keeps the archive
/// that was there. Whenever it is cut short, the archive's name stands for the one or the other,
/// complete. There are two exceptions, an archive that is damaged and a volume that cannot exchange
/// names: then the name may be free, and no agent begins a new archive under it.
class Replacement {
public:
    /// Takes the lock until the end of the scope, and makes the folders of the archive. Throws
    /// Error if an agent has the archive, or if it is a symbolic link to nothing.
    explicit Replacement(const std::filesystem::path& archive);

    /// The archive itself, not a symbolic link to it.
    const std::filesystem::path& path() const { return path_; }
    /// Becomes the archive. To be made, and found sound, before finish().
    Copy& copy() { return copy_; }

    /// The copy forgets which streams could be resumed and who was connected, and its OMEMO
    /// sessions are marked, because the other sides have gone on with them; then it gets the name
    /// of the archive. Returns the name that the archive before it has now,
    /// "<archive>.before-restore-<time>", with its log if it is damaged; "" if there was none.
    /// Throws Error if another program has the archive open.
    std::filesystem::path finish(Time now);

private:
    bool is_there() const;
    /// Takes the log into the file and keeps others from opening it. False if it is too damaged for
    /// that. Throws Error if somebody has it open.
    bool make_one_file();
    void exchange(const std::filesystem::path& kept);
    void move_aside(const std::filesystem::path& kept) const;
    void name_copy();

    std::filesystem::path path_;  // not that of a symbolic link
    Lock lock_;
    Copy copy_;
    std::optional<Descriptor> file_;  // the archive before, locked against everybody
};

}  // namespace boswell::archive
