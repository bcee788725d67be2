// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <set>
#include <string>

/// What a presence from a room (XEP-0045) says about who is in the room. Pure.
namespace boswell::xmpp {

struct RoomNotice {
    bool available = false;
    bool error = false;
    std::string nickname;      ///< the resourcepart of the sender; "" if the room itself speaks
    std::set<int> statuses;    ///< XEP-0045 15.6.2
    std::string new_nickname;  ///< with status 303
    std::string condition;     ///< of an error
    std::string text;  ///< the reason somebody gave, or the text of an error; at most 200 bytes
    bool destroyed = false;

    bool is_self() const { return statuses.contains(110); }
};

/// `presence` must come from a room.
RoomNotice read_room_notice(const stanza::Element& presence);

/// Why we are no longer in the room: "kicked (be quiet)".
std::string why_left(const RoomNotice& notice);
/// Why the room does not let us in.
std::string why_refused(const RoomNotice& notice);
/// The same where the room has said "not-authorized" to somebody who gave a password.
std::string why_password_refused(const RoomNotice& notice);
/// True if coming back at once would be an imposition: a ban, a room for members, one destroyed.
bool is_unwelcome(const RoomNotice& notice);

}  // namespace boswell::xmpp
