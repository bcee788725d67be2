// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <string>

namespace boswell::stanza {

/// The plain stanza of a message whose original is not known, from what is known of it: read by
/// translate() it means the same. Receipts and what was done to the message by others are not in
/// it.
std::string compose(const MessageRecord& message);

}  // namespace boswell::stanza
