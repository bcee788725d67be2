// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/pep_schedule.hpp"
#include "xmpp/session/outlet.hpp"

namespace boswell::xmpp {

/// Sends the requests of a PepSchedule (XEP-0163) and hands on the answers.
class PepFetcher {
public:
    PepFetcher(PepSchedule& schedule, const stanza::Context& context, Outlet& outlet)
        : schedule_(schedule), context_(context), outlet_(outlet) {
        schedule_.reset();
    }
    ~PepFetcher() { schedule_.reset(); }
    PepFetcher(const PepFetcher&) = delete;
    PepFetcher& operator=(const PepFetcher&) = delete;

    /// Of the contacts of a roster those are wanted whose presence the account gets.
    void see(const RosterUpdate& update);
    /// Devices and pictures that are new make their keys and bytes wanted.
    void see(const PepEvent& event) { schedule_.see(event); }
    /// Whether the contact says so, too, is wanted.
    void see(const MoveClaimed& claim) { schedule_.want_item(claim.contact, PepNode::moved); }
    /// What the account itself publishes is wanted.
    void want_own();
    /// What is published has been told by now, as far as servers do so: the rest may be asked for.
    void begin() { began_ = true; }
    /// Sends the requests that may be sent now.
    void pump();

private:
    void take(const PepRequest& request, const stanza::Element* iq);
    void take_nodes(const PepRequest& request, const stanza::Element& iq);
    void take_item(const PepRequest& request, const stanza::Element& iq);
    PepSchedule::Found take_avatar(const PepRequest& request, const stanza::Element& iq);
    PepSchedule::Found take_bundle(const PepRequest& request, const stanza::Element& iq);
    /// As much as an answer depends on.
    stanza::Context context_now() const;

    PepSchedule& schedule_;
    const stanza::Context& context_;
    Outlet& outlet_;
    bool began_ = false;
};

}  // namespace boswell::xmpp
