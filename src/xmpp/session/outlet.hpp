// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "xmpp/iq.hpp"
#include "xmpp/xml/tag.hpp"

namespace boswell::xmpp {

/// How the parts of a session reach the stream and the sink, and the clock that they share.
class Outlet {
public:
    virtual ~Outlet() = default;
    /// Steady; stands still while the session is paused.
    virtual IqTracker::Instant clock() const = 0;
    virtual void send(TagPtr stanza) = 0;
    virtual void ask(IqRequest request, IqAnswer answer) = 0;
    virtual void emit(Event event) = 0;
    /// The last message of a page of that archive (XEP-0313) has come. The events that follow are
    /// about the page.
    virtual void end_page(const Jid& archive) = 0;
};

}  // namespace boswell::xmpp
