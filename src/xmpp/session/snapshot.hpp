// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"
#include "stanza/element.hpp"

#include <optional>
#include <set>

namespace boswell::xmpp {

/// When the account's own server has put a stanza aside for us, if the stanza says so.
std::optional<Time> server_stamp(const stanza::Element& stanza, const Jid& account);

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
///
/// After a resumption (XEP-0198) the server sends what it has kept for us since the cut, with its
/// own delay stamp (Prosody names the account as the author, ejabberd its domain). Such a presence,
/// stamped in the time of the cut, is the state now and not a change of now. The stamp itself
/// proves nothing: where a contact has put one on its presence, the server may add none. Any other
/// delayed presence claims nothing.
class Snapshot {
public:
    static constexpr std::chrono::seconds burst{10};

    /// Anybody can direct presence at us from ever new resources. Those that are heard of after so
    /// many others belong to no snapshot.
    static constexpr std::size_t max_resources = 50'000;

    /// How far the stamps of a server may be off: it has a clock of its own, and gives them in
    /// whole seconds.
    static constexpr std::chrono::seconds clock_skew{5};

    /// Our initial presence was sent.
    void begin(Time now) { began_ = now; }
    /// The stream was resumed. In `hole`, from the last proof of life to now, nobody watched.
    void begin_resumption(const Period& hole) { hole_ = hole; }
    /// The server has sent all that it had kept for us.
    void end_resumption() { hole_.reset(); }
    /// The wall clock jumped.
    void shift(milliseconds by) {
        if (began_) *began_ += by;
    }
    /// The cause of a presence, given the one translate() saw. Notes that its resource was heard
    /// of. `server_stamp` is the stamp of a delay that the account's own server gave.
    Cause cause_of(const Presence& presence, std::optional<Time> server_stamp = std::nullopt);

private:
    bool was_kept(const Presence& presence, std::optional<Time> server_stamp) const;

    std::optional<Time> began_;
    std::optional<Period> hole_;
    std::set<Jid> heard_;
};

}  // namespace boswell::xmpp
