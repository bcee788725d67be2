// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/omemo_devices.hpp"
#include "model/event.hpp"
#include "xmpp/abstract_session.hpp"

namespace boswell::agent {

/// When the encrypted messages of one account are read: in the order in which they were sent, and
/// so not before the server's archive has told what was said while nobody was connected.
class OmemoWork {
public:
    /// Each event that a session reports.
    void see(const Event& event);
    /// Reads some of what is on disk and waits, and sends the answers. `may_answer` says whether
    /// the account shows itself. Throws what OmemoDevices throws.
    void go_on(OmemoDevices& devices, const Jid& account, bool may_answer,
               xmpp::AbstractSession& session);

private:
    bool waits_ = true;  // something, or it is not known
    bool is_current_ = false;
};

}  // namespace boswell::agent
