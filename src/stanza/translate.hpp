// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "stanza/element.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// From stanzas to events of the model. Pure: the same stanza and context give the same events.
namespace boswell::stanza {

/// A room that we are in, or about to enter (XEP-0045).
struct RoomContext {
    std::string nickname;             ///< our own
    Time entered_at;                  ///< when we asked to be let in
    std::string occupant_id;          ///< our own, "" if unknown (XEP-0421)
    bool gives_stanza_ids = false;    ///< and strips ids that pretend to be its own (XEP-0359 5)
    bool gives_occupant_ids = false;  ///< and strips ids that occupants make up (XEP-0421 3)
    Jid tells_real_jids;  ///< the archive that says who has said a message: the room's own if it is
                          ///< not anonymous; empty: none
};

/// A query that an archive is answering (XEP-0313).
struct ArchiveQuery {
    std::string id;
    bool backwards = false;  ///< it asks for messages older than all that were fetched before
};

/// What the meaning of a stanza depends on, besides itself.
struct Context {
    Jid account;              ///< bare
    Jid self;                 ///< the full JID of this session
    Time now;                 ///< when the stanza reached us
    Time session_began = {};  ///< when the session was bound, or resumed
    bool trust_stanza_ids =
        false;  ///< the account's disco lists urn:xmpp:sid:0, so forged ids are stripped
    std::map<Jid, RoomContext> rooms;          ///< by bare JID
    std::set<Jid> contacts = {};               ///< in the roster, bare: they are no rooms
    std::set<Jid> subscribed = {};             ///< those of them whose presence the account gets
    std::map<Jid, ArchiveQuery> queries = {};  ///< by the bare JID of the account or room
};

/// The events of a <message/> or <presence/>, usually one. None for an empty message, a probe and
/// any other stanza. A message may carry receipts, markers and a chat state; each is an event of
/// its own and comes before the message. A tombstone in an archive is a message without a text, and
/// behind it the retraction that it tells of. A stanza that cannot be believed or read becomes
/// Quarantined. `original` are the stanza's bytes.
std::vector<Event> translate(const Element& stanza, std::string_view original,
                             const Context& context);

/// The stanza as one that could not be taken.
Quarantined quarantine(const Element& stanza, std::string_view original, const Context& context,
                       std::string_view reason);

}  // namespace boswell::stanza
