// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "view/names.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boswell::view {

/// What a transcript shows of one message, before any mark-up; all of it is safe to print.
struct TranscriptEntry {
    std::string time;       ///< "07:44:38"
    std::string sender;     ///< by the name of that time, with a colon: "Bob:", or "* Bob"
    std::string text;       ///< several lines maybe
    std::string reactions;  ///< "" if there are none
};

/// "Bob:" before what Bob says, "* Bob" before what he does.
std::string speaker(const MessageRecord& message, std::string_view name);

TranscriptEntry transcript_entry(const MessageRecord& message, const Names& names,
                                 const TimeZone& zone);

/// The text with `columns` blanks after each line feed.
std::string indent_lines(std::string_view text, int columns);

/// The headings of the days in a transcript.
class Days {
public:
    explicit Days(const TimeZone& zone) : zone_(zone) {}

    /// The heading of the day, if what was shown before is of another one or there is nothing.
    std::optional<std::string> begin(Time time);
    /// True until a day has begun.
    bool empty() const { return day_.empty(); }
    /// What comes now is under a new heading, whatever its day.
    void reset() { day_.clear(); }

private:
    TimeZone zone_;
    std::string day_;
};

}  // namespace boswell::view
