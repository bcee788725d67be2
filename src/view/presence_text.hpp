// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"

#include <string>

/// What a person is shown of a presence, the same in every output; all of it is safe to print.
namespace boswell::view {

/// "away" for a change that was seen; "seen away" for a state that was found when the account
/// connected or its stream was resumed, since when it was so is another matter; "said to be away"
/// for a presence that came late, or from somebody to whom the account was not subscribed: these
/// prove nothing.
std::string shown_presence(const PresenceRecord& presence);

/// "dated 2026-11-22 07:44:38" where somebody says that it was sent at another time than it was
/// seen: our server, if it had kept it for us, or whoever delayed it. "" otherwise.
std::string shown_date(const PresenceRecord& presence, const TimeZone& zone);

}  // namespace boswell::view
