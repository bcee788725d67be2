// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "cli/terminal.hpp"
#include "query/marks.hpp"
#include "view/names.hpp"

#include <string>

namespace boswell::cli {

/// Messages as people read them: one line each, for lists.
class MessageLines {
public:
    /// All of them outlive this. Without marks nothing is marked.
    MessageLines(const Terminal& out, const TimeZone& zone, const view::Names& names,
                 const query::Marks* marks = nullptr);

    /// "848735078000  2026-11-22 07:44  alice@example.org  Alice: text". On a terminal the line is
    /// cut to the width, of which `margin` columns are used already, and shows the part of the text
    /// that was found.
    std::string line(const MessageRecord& message, int margin = 0) const;

    /// The text, which is printable, with marks on what was found.
    std::string marked(const std::string& text) const;

private:
    struct Who {
        std::string conversation;  ///< with what separates it from the speaker
        std::string speaker;
    };
    Who who(const MessageRecord& message) const;
    std::string body(const MessageRecord& message, int columns) const;

    const Terminal& out_;
    const TimeZone& zone_;
    const view::Names& names_;
    const query::Marks* marks_;
};

}  // namespace boswell::cli
