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

/// Takes records into an archive, as a guest beside the agent, see guest.hpp. Not thread-safe.
///
/// Whatever is imported again changes nothing, so an import that was interrupted is repeated.
class Import {
public:
    enum class Mode {
        write,
        rehearse,  ///< everything is undone; an archive that does not exist is not made
    };

    /// Opens the archive. Creates it if there is none and migrates it if it is older than this
    /// program, for either of which no agent may be running; a rehearsal does neither. Throws
    /// Error: damaged, of another version, not an archive, not writable. The file is left as it
    /// was in every such case.
    Import(const std::filesystem::path& archive, Mode mode);
    ~Import();
    Import(const Import&) = delete;
    Import& operator=(const Import&) = delete;

    /// The version of the records that it understands.
    static int schema_version();

    /// Another file begins, which may tell once more what an earlier one did.
    void begin_file();
    /// Stores `batch` in its order, in one short transaction after another. When it throws Error,
    /// counts() tells what was stored before.
    void add(std::span<const Record> batch);
    const ImportCounts& counts() const { return counts_; }

private:
    struct Target;
    /// In one transaction. Returns how many, at least one.
    std::size_t add_first(std::span<const Record> batch);
    void add(const Record& record);

    Mode mode_;
    ImportCounts counts_;
    std::unique_ptr<Target> target_;  // none for a rehearsal without an archive
};

}  // namespace boswell::archive
