// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/histories/pidgin_lines.hpp"
#include "model/presence.hpp"

#include <optional>
#include <string_view>

namespace boswell::formats {

/// A line of a system log, "---- Bob (bob@x.test) changed status from Available to Away @
/// 12/14/2011 11:05:00 AM ----": as its name the address in brackets, as its text the new state, or
/// all of it where it says something else. Nullopt for what is no such line.
std::optional<PidginLine> parse_pidgin_status(std::string_view line);

struct PidginState {
    PresenceType type = PresenceType::available;
    Show show = Show::available;
};

/// The state of that name in English; nullopt for any other.
std::optional<PidginState> pidgin_state(std::string_view name);

/// What a line of an HTML log adds to the entry before it.
std::string continued_pidgin_html(std::string_view line);

}  // namespace boswell::formats
