// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "view/names.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace boswell::view {

/// What a transcript shows of one message, before any mark-up; all of it is safe to print.
struct TranscriptEntry {
    std::string time;       ///< "07:44:38"
    std::string sender;     ///< with a colon: "Bob:", or "* Bob"
    std::string text;       ///< several lines maybe
    std::string reactions;  ///< "" if there are none
};

/// "Bob:" before what Bob says, "* Bob" before what he does.
std::string speaker(const MessageRecord& message, std::string_view name);

/// Who speaks in a transcript. Where somebody had another name then than now, the first mention
/// under each heading has both, "Bob (now Robert)", and the others only the name that was chosen.
class Speakers {
public:
    explicit Speakers(Names names) : names_(std::move(names)) {}

    std::string of(const MessageRecord& message);
    std::string of(const ChatState& state) const { return names_.sender(state); }
    /// What comes now is under a new heading.
    void reset() { told_.clear(); }

private:
    Names names_;
    std::set<std::string> told_;
};

TranscriptEntry transcript_entry(const MessageRecord& message, Speakers& speakers,
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
    bool empty() const { return !date_; }
    /// What comes now is under a new heading, whatever its day.
    void reset() { date_.reset(); }

private:
    TimeZone zone_;
    std::optional<std::array<int, 3>> date_;  // year, month and day of what was shown last
};

}  // namespace boswell::view
