// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/descriptor.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace boswell {

/// The temporary name under which a file or a folder is made until it is complete:
/// "<target>.part-boswell-" and six letters or digits. While this object lives, the process has a
/// lock on it, so that others see whether somebody is still at work. The lock ends with the
/// process, however that ends; a number of a process may be another's by then.
class Part {
public:
    enum class Kind { file, folder };

    /// Makes an empty one beside `target`, for its owner only. Throws Error.
    Part(const std::filesystem::path& target, Kind kind);

    const std::filesystem::path& path() const { return path_; }
    /// Of a file, to be written to; of a folder, to be synced.
    int descriptor() const { return descriptor_->number(); }

private:
    std::filesystem::path path_;
    std::optional<Descriptor> descriptor_;
};

/// Removes the parts of `target` that are ours and that no process is at work on, as after a power
/// cut or a kill, with what SQLite may have beside them; returns their names. What cannot be
/// locked, is a symbolic link or belongs to another user stays. Throws nothing.
std::vector<std::filesystem::path> remove_left_parts(const std::filesystem::path& target) noexcept;

}  // namespace boswell
