// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/fetch_schedules.hpp"
#include "xmpp/session/pep_fetcher.hpp"
#include "xmpp/session/vcard_fetcher.hpp"
#include "xmpp/session_options.hpp"

namespace boswell::xmpp {

/// Fetches what contacts say of themselves, unless the options say otherwise: vCards (XEP-0054)
/// and, where the account is announced, what they publish (XEP-0163).
class ContactFetcher {
public:
    /// All references outlive this.
    ContactFetcher(const SessionOptions& options, FetchSchedules& schedules,
                   const stanza::Context& context, Outlet& outlet);

    /// Rosters, presence and what is published decide what is wanted.
    void see(const Event& event);
    void want_own();
    /// The server has dealt with our presence, and may have told already what is published.
    void begin();
    /// Sends the requests that may be sent now.
    void pump();
    /// Nothing waits but what is asked for now and then.
    bool idle() const;

private:
    const SessionOptions& options_;
    FetchSchedules& schedules_;
    bool fetches_pep_;
    VCardFetcher vcards_;
    PepFetcher pep_;
};

}  // namespace boswell::xmpp
