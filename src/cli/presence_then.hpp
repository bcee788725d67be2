// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "cli/fields.hpp"

#include <vector>

namespace boswell::cli {

/// How contacts of the message's account were when it was sent: first the one whom it was exchanged
/// with, whatever was seen of him, unless that is a room; then all others who were online, ordered
/// by JID. Whoever dated the message dated this, too.
std::vector<PresenceAt> presence_then(const Context& context, const MessageRecord& message);

/// The same as fields of the message.
void print_presence_then(Fields& fields, const Context& context, const MessageRecord& message);

}  // namespace boswell::cli
