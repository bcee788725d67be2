// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace boswell::archive {

/// Records by what became of them.
struct ImportCounts {
    std::int64_t messages = 0;   ///< added
    std::int64_t presences = 0;  ///< added
    std::int64_t completed = 0;  ///< messages that were here, without all that was done to them
    std::int64_t known = 0;      ///< that were here already
    std::int64_t skipped = 0;    ///< of other kinds: an export has only a part of a contact

    std::int64_t done() const { return messages + presences + completed + known; }
};

/// The one writer of an archive while files are imported. Not thread-safe.
///
/// Whatever is imported again changes nothing, so an import that was interrupted is repeated.
class Import {
public:
    enum class Mode {
        write,
        rehearse,  ///< everything is undone; an archive that does not exist is not made
    };

    /// Opens, creates or migrates the archive as Writer does; a rehearsal does neither of the last
    /// two. Throws Error: in use by the agent or another import, damaged, of another version, not
    /// an archive, not writable. The file is left as it was in every such case.
    Import(const std::filesystem::path& archive, Mode mode);
    ~Import();
    Import(const Import&) = delete;
    Import& operator=(const Import&) = delete;

    /// The version of the records that it understands.
    static int schema_version();

    /// Another file begins, which may tell once more what an earlier one did.
    void begin_file();
    /// Stores all of `batch` in its order, or none of it, in one transaction. Throws Error.
    void add(std::span<const Record> batch);
    const ImportCounts& counts() const { return counts_; }

private:
    struct Parts;
    void add(const Record& record);

    Mode mode_;
    ImportCounts counts_;
    std::unique_ptr<Parts> parts_;  // none for a rehearsal without an archive
};

}  // namespace boswell::archive
