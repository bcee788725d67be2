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

/// The occupant-id in a stanza (XEP-0421); "" if there is none. Believed only in rooms that give
/// occupant-ids, since only those strip the ids that occupants make up.
std::string find_occupant_id(const Element& stanza, const RoomContext& room);

/// What the room tells of the sender of a presence; nullopt if it tells nothing.
std::optional<Occupant> find_occupant(const Element& presence, const RoomContext& room);

/// The bare JID of who said a message, as the archive of a room that is not anonymous tells it
/// (XEP-0313 5.1.2); empty if it does not. Not every server takes such words out of what occupants
/// send: so those of a live message are nobody's, and several contradict each other.
Jid archived_sender(const Element& message);

/// True for a groupchat message that the account itself has sent to the room, by whichever client.
/// The real JID decides where the room's archive gives it, else the occupant-id; nullopt if neither
/// is there.
std::optional<bool> is_ourselves(const Message& message, const RoomContext& room);

}  // namespace boswell::stanza
