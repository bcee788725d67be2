// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/session/archive_fetcher.hpp"
#include "xmpp/session/archive_policy.hpp"
#include "xmpp/session/live_delivery.hpp"
#include "xmpp/session_options.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boswell::xmpp {

/// The archive (XEP-0313) of the account itself: what it keeps, and what it has that did not come
/// live. It is asked every 45 s instead of every hour while nothing else is known to bring what is
/// sent to the bare JID: a server delivers nothing of that to a session of negative priority, nor
/// to one without presence (RFC 6121 8.5.2.1.1).
class OwnArchive {
public:
    using Instant = IqTracker::Instant;

    /// All references outlive this.
    OwnArchive(const SessionOptions& options, stanza::Context& context, Outlet& outlet);

    /// The server has an archive, and has sent all that it had stored for us. `features` are those
    /// of the account. A resumed stream goes on as it was, and nothing was missed on it.
    void begin(const std::vector<std::string>& features, bool resumed, Instant now);
    /// Asks at once what is new, unless it is being asked.
    void ask_now(Instant now);
    /// Asks for what is due. To be called now and then.
    void tick(Instant now);

    /// Our presence was sent.
    void announced(Time now) { delivery_.begin(now); }
    /// The wall clock jumped.
    void shift(milliseconds by) { delivery_.shift(by); }
    void see(const Message& message) { delivery_.see(message); }
    void see(const Presence& presence) { delivery_.see(presence); }
    /// Notes a message if it is a result of the open query.
    void see_result(const stanza::Element& message) { fetcher_.see(message); }
    /// What the server sent cannot be read, and the stream is over.
    void on_broken() { fetcher_.on_broken(); }

    /// See ArchiveFetcher.
    std::optional<ArchiveHole> hole() const { return fetcher_.hole(); }
    bool idle() const { return fetcher_.idle(); }

private:
    BareJidDelivery bare_jid_delivery() const;

    const SessionOptions& options_;
    ArchiveFetcher fetcher_;
    ArchivePolicy policy_;
    LiveDelivery delivery_;
};

}  // namespace boswell::xmpp
