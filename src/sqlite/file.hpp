// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

/// What SQLite leaves to whoever opens its files: modes, and saying plainly what is wrong.
namespace boswell::sqlite {

/// Throws Error unless `path` is a file that may be read and has something in it. Does not open it.
void check_is_database(const std::filesystem::path& path);

/// Creates an empty file with mode 0600, whatever the umask. Throws Error if it exists.
void create_private_file(const std::filesystem::path& path);

/// Waits until content and name of `path` are on disk. Throws Error.
void sync_file(const std::filesystem::path& path);

/// Gives the file that name, which must be in the same folder, and waits until content and name are
/// on disk. If the content cannot be brought there, the file keeps its old name. Throws Error.
void move_into_place(const std::filesystem::path& file, const std::filesystem::path& name);

/// Removes a database that nobody uses, and what SQLite has left beside it, as far as it is there.
void remove_database(const std::filesystem::path& path) noexcept;

/// Which file a name stands for.
struct FileId {
    dev_t device;
    ino_t number;
    friend bool operator==(const FileId&, const FileId&) = default;
};
/// Nothing if there is no such file, or it cannot be told.
std::optional<FileId> find_file(const std::filesystem::path& path) noexcept;

std::filesystem::path folder_of(const std::filesystem::path& path);
bool is_writable(const std::filesystem::path& folder) noexcept;

}  // namespace boswell::sqlite
