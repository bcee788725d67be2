// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

namespace boswell::archive {

/// Makes or removes the optional index for substrings and regular expressions, beside the agent, in
/// short transactions with pauses between them (guest.hpp). The next job goes on where this one
/// ended, whichever way it did.
class SubstringIndexJob {
public:
    enum class Goal { complete, none };

    /// For the process that has the archive's lock. Throws Error if the archive cannot be opened.
    SubstringIndexJob(const std::filesystem::path& archive, Goal goal);
    ~SubstringIndexJob();
    SubstringIndexJob(const SubstringIndexJob&) = delete;
    SubstringIndexJob& operator=(const SubstringIndexJob&) = delete;

    /// One transaction and one pause. False, and no transaction, if the goal is reached.
    bool advance();

    std::int64_t done() const;                     ///< messages, those of earlier jobs included
    std::int64_t total() const { return total_; }  ///< messages, when it began

private:
    class Work;
    Goal goal_;
    std::unique_ptr<Work> work_;
    std::int64_t total_ = 0;
};

}  // namespace boswell::archive
