// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/event.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<ConnectionState, 4> states{
    {"offline", "connecting", "online", "failed"}};

std::string_view to_string(ConnectionState state) { return states.of(state); }
std::optional<ConnectionState> parse_connection_state(std::string_view text) {
    return states.parse(text);
}

static constexpr EnumNames<RoomState, 4> room_states{{"joining", "joined", "left", "failed"}};

std::string_view to_string(RoomState state) { return room_states.of(state); }
std::optional<RoomState> parse_room_state(std::string_view text) { return room_states.parse(text); }

}  // namespace boswell
