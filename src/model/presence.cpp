// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/presence.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<PresenceType, 7> types{{"available", "unavailable", "error", "subscribe",
                                                   "subscribed", "unsubscribe", "unsubscribed"}};
static constexpr EnumNames<Show, 5> shows{{"available", "chat", "away", "xa", "dnd"}};
static constexpr EnumNames<Cause, 4> causes{{"change", "snapshot", "delayed", "room"}};
static constexpr EnumNames<PresenceState, 7> states{
    {"available", "chat", "away", "xa", "dnd", "offline", "unknown"}};

std::string_view to_string(PresenceType type) { return types.of(type); }
std::string_view to_string(Show show) { return shows.of(show); }
std::string_view to_string(Cause cause) { return causes.of(cause); }
std::string_view to_string(PresenceState state) { return states.of(state); }
std::optional<PresenceType> parse_presence_type(std::string_view text) { return types.parse(text); }
std::optional<Show> parse_show(std::string_view text) { return shows.parse(text); }
std::optional<Cause> parse_cause(std::string_view text) { return causes.parse(text); }

}  // namespace boswell
