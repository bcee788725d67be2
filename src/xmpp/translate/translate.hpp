// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <gloox/tag.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// From stanzas to model events. Pure: the same stanza and context give the same events.
namespace boswell::xmpp {

/// A question to a server's archive (XEP-0313).
struct ArchiveQuery {
    Jid archive;  ///< bare: the account itself, or a room
    std::string id;
};

/// What the meaning of a stanza depends on, besides itself.
struct Context {
    Jid account;  ///< bare
    Jid self;     ///< the full JID of this session
    Time now;     ///< when the stanza reached us
    bool trust_stanza_ids =
        false;            ///< the account's disco lists urn:xmpp:sid:0, so forged ids are stripped
    std::set<Jid> rooms;  ///< bare JIDs of the rooms we are in
    std::optional<ArchiveQuery> query = {};  ///< the open one
};

/// The events of a <message/> or <presence/>: usually one; none for what is no record of its own
/// (chat states, receipts and markers without a body, probes) and for everything else. A stanza
/// that cannot be believed or read becomes Quarantined. `original` are the stanza's bytes.
std::vector<Event> translate(const gloox::Tag& stanza, std::string_view original,
                             const Context& context);

/// The stanza as one that could not be taken.
Quarantined quarantine(const gloox::Tag& stanza, std::string_view original, const Context& context,
                       std::string_view reason);

}  // namespace boswell::xmpp
