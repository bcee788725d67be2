// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/profile.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/vcard_schedule.hpp"

namespace boswell::xmpp {

/// Sends the requests of a VCardSchedule (XEP-0054) and hands on the answers.
class VCardFetcher {
public:
    VCardFetcher(VCardSchedule& schedule, const Profile& profile, const stanza::Context& context,
                 Outlet& outlet)
        : schedule_(schedule), profile_(profile), context_(context), outlet_(outlet) {
        schedule_.reset();
    }
    ~VCardFetcher() { schedule_.reset(); }
    VCardFetcher(const VCardFetcher&) = delete;
    VCardFetcher& operator=(const VCardFetcher&) = delete;

    /// The contacts of a roster are wanted.
    void see(const RosterUpdate& update);
    /// A changed hash makes a vCard wanted again (XEP-0153).
    void see(const Presence& presence);
    /// The account's own vCard is wanted.
    void want_own();
    /// Sends the requests that may be sent now.
    void pump();

private:
    void take(const Jid& contact, const stanza::Element* iq);

    VCardSchedule& schedule_;
    const Profile& profile_;
    const stanza::Context& context_;
    Outlet& outlet_;
};

}  // namespace boswell::xmpp
