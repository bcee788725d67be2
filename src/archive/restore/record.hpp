// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace boswell::archive {

/// A message as a record tells of it.
struct RestoredMessage {
    Message message;
    std::vector<Via> ways;  ///< the ways in which it came, at least one
    std::int64_t id = 0;    ///< its id in the archive of the record; 0 if unknown
    std::optional<LocalTime> local_time = {};
    /// Its encryption and its texts in other languages are those of the latest version.
    bool is_corrected = false;
};

/// Everything that must have been received for a message to have such a record.
struct Restored {
    RestoredMessage message;
    /// What was done to it, each by a message of its own: corrections in their order, a retraction
    /// or moderation, reactions, and of a call what followed. A record does not have all of such a
    /// message.
    std::vector<RestoredMessage> annotations;
    std::vector<Receipt> receipts;
};

/// What became of a record: it was new; it was known but something was added; it was known; it has
/// no date of its own, and the archive knows better.
enum class Outcome { added, completed, known, left_out };

/// What wrote the records of a file. The history of another program does not know all of a message,
/// and its clock was another one. The data of a server (XEP-0227) do not say since when roster
/// entries and vCards are like that.
enum class Origin { export_, history, server };

Restored restored(const MessageRecord& record);
Presence restored(const PresenceRecord& record);

}  // namespace boswell::archive
