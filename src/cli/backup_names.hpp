// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/copy.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace boswell::cli {

/// What becomes of a backup that has the name already.
struct OlderBackups {
    bool overwrite = false;
    /// How many backups there may be in all: FILE is the newest, FILE.1 the one before it, and so
    /// on. Nothing: there is only FILE.
    std::optional<std::int64_t> keep;
};

/// The names of the backups of an archive.
class BackupNames {
public:
    /// Throws Error if FILE is there and is to stay, if it or one of its numbers is not a file that
    /// may be replaced, or if one is the archive itself.
    BackupNames(const std::filesystem::path& file, OlderBackups older,
                const std::filesystem::path& archive);

    /// FILE; behind a symbolic link, what that stands for.
    const std::filesystem::path& file() const { return file_; }

    /// Gives each older backup the next number, which removes the oldest, and then FILE to the
    /// copy. FILE is there all the time if it was there before. On disk when it returns. Throws
    /// Error; no backup but the oldest has been removed then.
    void give_to(archive::Copy& copy) const;

private:
    std::filesystem::path name_of(std::int64_t number) const;
    void rotate() const;

    std::filesystem::path file_;
    OlderBackups older_;
};

}  // namespace boswell::cli
