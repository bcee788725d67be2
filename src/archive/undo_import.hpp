// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/import.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace boswell::archive {

/// What was done with what a run has brought.
struct UndoCounts {
    std::int64_t messages = 0;       ///< removed
    std::int64_t kept_messages = 0;  ///< that also came in another way: they keep what that says
    std::int64_t presences = 0;      ///< removed, as the next two
    std::int64_t observations = 0;
    std::int64_t contact_versions = 0;
    std::int64_t kept_versions = 0;  ///< that the agent has seen since

    std::int64_t done() const {
        return messages + kept_messages + presences + observations + contact_versions +
               kept_versions;
    }
};

/// Takes back what a run of an import has brought, as a guest beside the agent (guest.hpp).
///
/// A message that came in no other way is removed. One that did, also by another run, loses the
/// copies and columns that only this run had. What was joined to it afterwards stays. If the work
/// is interrupted, it can be begun again.
class UndoImport {
public:
    /// Throws Error if the archive cannot be written, if it has no such run, or if that is undone.
    UndoImport(const std::filesystem::path& archive, std::int64_t run, Import::Mode mode);
    ~UndoImport();
    UndoImport(const UndoImport&) = delete;
    UndoImport& operator=(const UndoImport&) = delete;

    /// One transaction. False if nothing is left.
    bool advance();

    std::int64_t total() const { return total_; }  ///< when it began: about so many are to be done
    std::int64_t done() const { return done_; }
    const UndoCounts& counts() const { return counts_; }

private:
    class Rows;
    std::unique_ptr<Rows> rows_;
    std::int64_t total_ = 0;
    std::int64_t done_ = 0;
    UndoCounts counts_;
};

}  // namespace boswell::archive
