// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/restored_message.hpp"
#include "model/event.hpp"
#include "model/record.hpp"

#include <vector>

namespace boswell::archive {

/// What must have come for a message to have such a record.
struct Restored {
    RestoredMessage message;
    /// What was done to it, each by a message of its own: corrections in their order, a retraction
    /// or moderation, reactions. A record does not have all of such a message.
    std::vector<RestoredMessage> annotations;
    std::vector<Receipt> receipts;
};

/// What became of a record: new; known, but something was added to it; known.
enum class Outcome { added, completed, known };

Restored restored(const MessageRecord& record);
Presence restored(const PresenceRecord& record);

}  // namespace boswell::archive
