// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "xmpp/session/proof_schedule.hpp"

namespace boswell::xmpp {

/// Passes the events of a session on to the sink of its owner, until the session has ended. If the
/// server has bound us to a JID of its own, events are passed on under the account's JID in the
/// configuration.
class SessionSink : public EventSink {
public:
    /// `account` is the configured one. The sink outlives this.
    SessionSink(Jid account, EventSink& sink);

    void take(Event event) override;
    /// The session has ended: events that come from now on are dropped.
    void close() { closed_ = true; }
    bool is_closed() const { return closed_; }

    /// The server has sent something.
    void heard(Time now) { last_proof_ = now; }
    Time last_proof() const { return last_proof_; }
    /// Reports the last proof of life if it is time. To be called after the events of what was
    /// read, so that the proof is stored with them or after them.
    void prove_life();

private:
    const Jid account_;
    EventSink& sink_;
    Time last_proof_{};
    ProofSchedule proofs_;
    bool closed_ = false;
};

}  // namespace boswell::xmpp
