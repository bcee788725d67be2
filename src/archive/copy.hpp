// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/part.hpp"
#include "base/rename.hpp"
#include "sqlite/snapshot.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace boswell::archive {

/// A copy of an archive under a temporary name, which is to get another one once it is known to be
/// sound. It is removed with the object unless it has got that name. For its owner only.
class Copy {
public:
    /// The name is that of a Part of `target`, so it is on the same volume. Throws Error if none
    /// can be made.
    explicit Copy(const std::filesystem::path& target);
    ~Copy();
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    /// Copies what is in the archive at this moment, whatever is written to it meanwhile. Throws
    /// Error if `original` is not an archive, or newer than this program; Unavailable if there is
    /// no room.
    void make_of(const std::filesystem::path& original, const sqlite::CopyProgress& tell);

    /// Removes the keys of OMEMO devices from the copy, so that nothing of them is left in its
    /// bytes. Writes the whole copy anew. Throws Error; Unavailable if there is no room.
    void remove_keys();

    /// What is wrong with the copy, a line each: as Reader::verify(). In a copy with an older
    /// schema, only damage of the file and rows that refer to nothing are found.
    std::vector<std::string> faults() const;

    /// Brings a copy with an older schema to that of this program, in portions, so that it takes no
    /// more memory than the start of an agent with such an archive. False if it has that schema
    /// already. Throws Error; the copy is of no use then.
    bool upgrade();

    /// Where it is.
    const std::filesystem::path& path() const { return part_.path(); }
    std::int64_t bytes() const;

    /// Gives the copy its name in that folder, on disk when it returns. False, with errno, if it
    /// cannot have that name. Throws Error.
    bool get_name(const std::filesystem::path& name, Replace replace);

private:
    Part part_;
};

}  // namespace boswell::archive
