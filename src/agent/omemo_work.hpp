// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/omemo_devices.hpp"
#include "model/event.hpp"
#include "xmpp/abstract_session.hpp"

#include <vector>

namespace boswell::agent {

/// When the encrypted messages of one account are read: in the order in which they were sent, and
/// so not before the server's archive has told what was said while nobody was connected. A session
/// that is broken, or older than that of the other side because a backup was restored, is begun
/// anew.
class OmemoWork {
public:
    /// Each event that a session reports.
    void see(const Event& event);
    /// Reads some of what is on disk and waits, and sends the answers. `may_answer` says whether
    /// the account shows itself. Throws what OmemoDevices throws.
    void go_on(OmemoDevices& devices, const Jid& account, bool may_answer,
               xmpp::AbstractSession& session);

private:
    struct Bundle {
        OmemoAddress of;
        OmemoBundle keys;
    };
    void see(const ConnectionChanged& change);
    void ask_for_bundles(const std::vector<OmemoAddress>& devices, xmpp::AbstractSession& session);
    void begin_anew(OmemoDevices& devices, const Jid& account, xmpp::AbstractSession& session);
    void look_for_restored(OmemoDevices& devices, const Jid& account,
                           xmpp::AbstractSession& session);

    std::vector<Bundle> bundles_;  // that have come
    bool waits_ = true;            // something, or it is not known
    bool is_current_ = false;
    bool may_be_restored_ = true;  // the archive, since it was looked at last
};

}  // namespace boswell::agent
