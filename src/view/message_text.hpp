// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"

#include <string>
#include <string_view>

/// What a person is shown of a message, the same in every output; all of it is safe to print.
namespace boswell::view {

/// The latest text as people read it, without what is there only for clients that know less; of a
/// message without text what can be said of it: "subject: …", "file: …", "missed call",
/// "(encrypted)", "(error)".
/// Of "/me waves" only "waves".
std::string shown_body(const MessageRecord& message);

/// "[not delivered] " if the text or file is that of a message which an error repeats, else "".
std::string_view error_mark(const MessageRecord& message);

/// True if the stamp may be an hour early: the clock by which it was logged showed the time twice.
bool is_hour_uncertain(const MessageRecord& message);

/// True if shown_body() is a text that somebody wrote, and not what is said of it instead.
bool has_text(const MessageRecord& message);

/// What people call a file: what its sender calls it, else the last part of its address.
std::string file_name(const Attachment& file);

/// True for "/me waves" (XEP-0245): what the sender does, not what he says.
bool is_action(const MessageRecord& message);

/// The text with what was done to it: "[dated by bob@example.net, arrived 2026-11-22 07:44] ",
/// "[this time came twice] ", "[not delivered] ", "[retracted] ", "[re 07:44:38] " before,
/// " (edited)" behind. It is dated by
/// somebody if the date comes from neither our clock nor that of the server's archive.
/// A reply gives the time of what it answers, with the day if that is another one.
std::string shown_text(const MessageRecord& message, const TimeZone& zone);

/// The same where there is little room: the text may be cut, the marks before it may not.
struct BriefText {
    std::string marks;  ///< "[claimed date] ", "[not delivered] ", "[retracted] " and others
    std::string text;
};
BriefText brief_text(const MessageRecord& message);

/// "is writing" and the like; "" for a state that says nothing to people.
std::string_view words_for(ChatStateKind state);

/// "online" for available, which says nothing to people who do not know RFC 6121.
std::string_view word_for(PresenceState state);
std::string_view word_for(const PresenceRecord& presence);

}  // namespace boswell::view
