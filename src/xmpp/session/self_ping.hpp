// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/session/outlet.hpp"

#include <chrono>
#include <functional>

namespace boswell::xmpp {

/// Asks a room that has been silent for a while whether we are still in it (XEP-0410): a ping to
/// our own occupant JID, which a room answers with an error if that is not us. At most one is under
/// way.
class SelfPing {
public:
    using Instant = IqTracker::Instant;

    enum class Answer {
        inside,   ///< we are in the room
        outside,  ///< the room does not know us
        none,     ///< no answer in time, or the room's server cannot be reached
    };

    /// `after` is how long the room has to be silent. `take` gets each answer. The outlet outlives
    /// this.
    SelfPing(std::chrono::milliseconds after, Outlet& outlet, std::function<void(Answer)> take);

    /// Something came from the room.
    void heard();
    /// Asks if the room has been silent for long enough. To be called now and then while we are in
    /// the room as `self`.
    void tick(const Jid& self);
    /// Asks at once.
    void ask(const Jid& self);
    /// How many pings have had no answer since something came from the room.
    int unanswered() const { return unanswered_; }

private:
    void take(const stanza::Element* iq);

    std::chrono::milliseconds after_;
    Outlet& outlet_;
    std::function<void(Answer)> take_;
    Instant silent_since_{};
    bool is_open_ = false;
    int unanswered_ = 0;
};

}  // namespace boswell::xmpp
