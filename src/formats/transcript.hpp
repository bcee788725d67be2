// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"

#include <string>
#include <string_view>

/// The words of a transcript, for the text export and the terminal. All of it is safe to print.
namespace boswell::formats {

/// Who wrote it: the nickname in a room, else the localpart of the address, else its domain.
std::string sender(const MessageRecord& message);

/// What to show for a message: its body, else what can be said without one ("subject: …",
/// "(encrypted)", "(error)").
std::string shown_body(const MessageRecord& message);

/// The same with what was done to it: "[retracted] ", "[re 07:44:38] " before, " (edited)" behind.
/// A reply gives the time of what it answers, with the day if that is another one.
std::string shown_text(const MessageRecord& message, const TimeZone& zone);

/// "👍 bob, alice; ❤ bob": each emoji with those who sent it; "" if there are none.
std::string shown_reactions(const MessageRecord& message);

/// The text with `columns` blanks after each line feed.
std::string indent_lines(std::string_view text, std::size_t columns);

}  // namespace boswell::formats
