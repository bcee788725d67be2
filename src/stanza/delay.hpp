// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "stanza/element.hpp"

#include <optional>

namespace boswell::stanza {

/// The delay of a stanza or of what wraps it: by XEP-0203, or by XEP-0091 if there is none by
/// XEP-0203. Of several the one that the account or its server gave, else the first. A delay
/// without a readable stamp does not count.
std::optional<Delay> find_delay(const Element& parent, const Jid& account);

/// True if the delay says that the account itself or its server gave it.
bool is_own(const Delay& delay, const Jid& account);

/// When a stanza was sent, as far as that is known: the stamp of its delay, unless that lies in the
/// future or before XMPP existed; else when it was received.
Time credible_stamp(const std::optional<Delay>& delay, Time received_at);

/// When the archive of the account's own server took a message. Its clock is believed before ours,
/// so the stamp may lie in the future by our clock, which then is wrong. A stamp from before XMPP
/// existed is not believed.
Time archived_stamp(const Delay& delay, Time received_at);

}  // namespace boswell::stanza
