// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"

#include <optional>
#include <set>

namespace boswell::xmpp {

/// Which presences are the state at login and which are changes.
///
/// After our initial presence the server asks every contact's server for the contact's presence
/// (RFC 6121 4.3) and passes on the answers, which are not marked as such. With Prosody and
/// ejabberd an answer has a delay stamp that says since when the presence has been so; answers for
/// contacts of other servers may come late and without a stamp. So the first presence of each
/// resource that this session hears of, and no later one, is part of the snapshot if
///   - it has a delay stamp, whenever it comes (also the answer to a subscription granted later),
///   or
///   - it comes within ten seconds of our initial presence.
/// So a contact who happens to arrive in those ten seconds is recorded as "seen online". A contact
/// who was online all the time is not recorded as arriving, unless a slow server answers without a
/// stamp.
class Snapshot {
public:
    static constexpr std::chrono::seconds burst{10};

    /// Our initial presence was sent.
    void begin(Time now) { began_ = now; }
    /// The cause of a presence, given the one translate() saw. Notes that its resource was heard
    /// of.
    Cause cause_of(const Presence& presence);

private:
    std::optional<Time> began_;
    std::set<Jid> heard_;
};

}  // namespace boswell::xmpp
