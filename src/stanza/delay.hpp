// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "stanza/element.hpp"

#include <optional>

namespace boswell::stanza {

/// XEP-0203, or XEP-0091 where there is no other. Of several the one that the account or its server
/// gave, else the first; those without a readable stamp do not count.
std::optional<Delay> find_delay(const Element& parent, const Jid& account);

/// True for a delay that the account itself or its server gave, as far as it says.
bool is_own(const Delay& delay, const Jid& account);

/// When something was sent as far as known: the claimed stamp, unless it lies in the future or
/// before XMPP existed.
Time credible_stamp(const std::optional<Delay>& delay, Time received_at);

}  // namespace boswell::stanza
