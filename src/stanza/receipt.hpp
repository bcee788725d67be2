// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "stanza/element.hpp"

#include <vector>

namespace boswell::stanza {

/// True if the stanza has a receipt (XEP-0184), a marker (XEP-0333) or a chat state (XEP-0085).
bool has_receipts(const Element& stanza);

/// Those of the stanza, at most four, as events. `message` holds what was read of the stanza
/// already. Chat states only if the message came live. Nothing of an error, which only repeats what
/// was sent.
std::vector<Event> receipts_of(const Element& stanza, const Message& message);

}  // namespace boswell::stanza
