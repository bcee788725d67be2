// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "stanza/element.hpp"

#include <vector>

namespace boswell::stanza {

/// What accompanies a conversation: receipts (XEP-0184), markers (XEP-0333), a chat state
/// (XEP-0085).
bool has_receipts(const Element& stanza);

/// As events. `message` is what is known of the stanza already. Nothing of errors, which only
/// repeat what was sent.
std::vector<Event> receipts_of(const Element& stanza, const Message& message);

}  // namespace boswell::stanza
