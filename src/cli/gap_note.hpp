// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"

#include <optional>
#include <vector>

namespace boswell::cli {

/// One line on standard error if messages may be missing between those that were printed: an
/// answer that looks complete should be. The time in question is that of --since and --until, and
/// where they are not given, that of the first and last message printed; all times if there was
/// none.
class GapNote {
public:
    explicit GapNote(const Context& context) : context_(context) {}

    void add(const MessageRecord& message);
    bool empty() const { return !first_; }  ///< no message was added
    /// To be called when nothing more is printed, lest it appears in the midst of a pager.
    /// `contacts` as in archive::Selection.
    void print(std::vector<Jid> contacts = {}) const;

private:
    const Context& context_;
    std::optional<Time> first_;
    std::optional<Time> last_;
};

}  // namespace boswell::cli
