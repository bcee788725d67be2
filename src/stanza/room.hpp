// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "model/presence.hpp"
#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <optional>
#include <string>

/// XEP-0045: what a room adds to the stanzas of its occupants.
namespace boswell::stanza {

/// XEP-0421; "" if there is none. Believed only of rooms that give them, for they strip what their
/// occupants make up.
std::string find_occupant_id(const Element& stanza, const RoomContext& room);

/// What the room tells of the sender of a presence; nullopt if nothing.
std::optional<Occupant> find_occupant(const Element& presence, const RoomContext& room);

/// True for a groupchat message that the account itself has sent to the room, by whichever client:
/// by the real JID or the occupant-id where the room gives one, else by the nickname.
bool is_ourselves(const Message& message, const Element& stanza, const RoomContext& room);

}  // namespace boswell::stanza
