// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boswell {

/// RFC 6121 4.7.1, `available` for no type. Probes are for servers and never stored.
enum class PresenceType {
    available,
    unavailable,
    error,
    subscribe,
    subscribed,
    unsubscribe,
    unsubscribed
};
/// RFC 6121 4.7.2.1; `available` when no show was sent.
enum class Show { available, chat, away, xa, dnd };
/// Why a presence came. A snapshot is what the server tells after login: the state then, not an
/// arrival.
enum class Cause { change, snapshot, delayed, room };
/// Three-valued presence, with the shades of online. `available` is online without a show.
enum class PresenceState { available, chat, away, xa, dnd, offline, unknown };

constexpr bool is_online(PresenceState state) {
    return state != PresenceState::offline && state != PresenceState::unknown;
}

std::string_view to_string(PresenceType type);
std::string_view to_string(Show show);
std::string_view to_string(Cause cause);
std::string_view to_string(PresenceState state);
std::optional<PresenceType> parse_presence_type(std::string_view text);
std::optional<Show> parse_show(std::string_view text);
std::optional<Cause> parse_cause(std::string_view text);

/// What a room says of an occupant (XEP-0045); "" or empty where it says nothing.
struct Occupant {
    Jid jid;                  ///< the real one, where the room shows it
    std::string affiliation;  ///< owner, admin, member, outcast, none
    std::string role;         ///< moderator, participant, visitor, none
    std::string occupant_id;  ///< XEP-0421
    friend bool operator==(const Occupant&, const Occupant&) = default;
};

/// One presence stanza, of one resource of one contact, or of one occupant of a room.
struct Presence {
    Jid account;  ///< bare
    Jid from;     ///< full, or bare where the server gives no resource
    PresenceType type = PresenceType::available;
    Show show = Show::available;
    std::string status;  ///< text in the best language
    int priority = 0;    ///< -128 to 127
    Cause cause = Cause::change;
    Time stamp;             ///< when it happened: the delay's stamp if there is one, else seen_at
    Time seen_at;           ///< our own clock
    std::string caps_node;  ///< XEP-0115 node#ver, "" if none
    std::optional<std::string>
        avatar_hash;  ///< XEP-0153: SHA-1 in hex, "" for "no avatar", absent if not said
    std::optional<Occupant> occupant;  ///< only with Cause::room
    std::string nick;                  ///< XEP-0172: what the sender calls himself; "" if not said
};

/// One span in which a contact's state was the same, as far as we saw.
struct PresenceInterval {
    Jid account;
    Jid contact;  ///< bare
    PresenceState state = PresenceState::unknown;
    Period period;
    std::string
        resource;  ///< of the resource that determined the state; "" for offline and unknown
    std::string status;
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
    friend bool operator==(const PresenceInterval&, const PresenceInterval&) = default;
};

/// A contact's state at one moment.
struct PresenceAt {
    Jid account;
    Jid contact;  ///< bare
    Time at;
    PresenceState state = PresenceState::unknown;
    std::optional<Time> since;  ///< since when it was observed to be so; absent if it is unknown
    std::string resource;       ///< as in PresenceInterval
    std::string status;
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

}  // namespace boswell
