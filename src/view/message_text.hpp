// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"

#include <string>
#include <string_view>

/// What a person is shown of a message, the same in every output; all of it is safe to print.
namespace boswell::view {

/// The latest text; of a message without text what can be said of it: "subject: …", "file: …",
/// "(encrypted)", "(error)".
std::string shown_body(const MessageRecord& message);

/// The same with what was done to it: "[not delivered] ", "[retracted] ",
/// "[re 07:44:38] " before, " (edited)" behind.
/// A reply gives the time of what it answers, with the day if that is another one.
std::string shown_text(const MessageRecord& message, const TimeZone& zone);

/// "is writing" and the like; "" for a state that says nothing to people.
std::string_view words_for(ChatStateKind state);

/// "online" for available, which says nothing to people who do not know RFC 6121.
std::string_view word_for(PresenceState state);
std::string_view word_for(const PresenceRecord& presence);

}  // namespace boswell::view
