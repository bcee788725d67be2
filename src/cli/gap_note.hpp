// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"

#include <optional>
#include <vector>

namespace boswell::cli {

/// Says in one line on standard error that messages may be missing between those that were printed.
/// The time in question is from --since to --until. Without them it is from the first message that
/// was printed to the last, and all times if none was.
class GapNote {
public:
    explicit GapNote(const Context& context) : context_(context) {}

    void add(const MessageRecord& message);
    bool empty() const { return !first_; }  ///< no message was added
    /// To be called when nothing more is printed, or the line would appear amidst a pager's text.
    /// `contacts` as in archive::Selection.
    void print(std::vector<Jid> contacts = {}) const;

private:
    const Context& context_;
    std::optional<Time> first_;
    std::optional<Time> last_;
};

}  // namespace boswell::cli
