// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "stanza/element.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// The log's line for each stanza (boswelld -vv): its kind, type, sender, id and size, and what
/// became of it. Never what it says. Costs nothing while nobody wants these lines.
class StanzaLog {
public:
    /// A stanza begins.
    void begin();
    /// An event was made, of the present stanza if there is one.
    void note(const Event& event);
    /// The present stanza is done.
    void tell(const Jid& account, const stanza::Element& stanza, std::size_t size) const;
    /// A stanza was refused before it was one.
    void tell_rejected(const Quarantined& note) const;

private:
    std::string outcome_;
};

}  // namespace boswell::xmpp
