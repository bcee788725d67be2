// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/account_record.hpp"
#include "model/contact_record.hpp"
#include "model/message_record.hpp"
#include "model/observation.hpp"
#include "model/presence_record.hpp"
#include "model/unattached_receipt.hpp"

#include <variant>

/// What the archive gives back: the records of `--json` and of the exports, one struct a kind.
/// Empty strings, empty lists and empty Jids mean "unknown" and are left out of the output.
namespace boswell {

using Record =
    std::variant<MessageRecord, PresenceRecord, PresenceInterval, ContactRecord, ConversationRecord,
                 AccountRecord, StatsRecord, PresenceSummary, GapRecord, ChatState,
                 ObservationRecord, RosterRecord, VCardRecord, PepRecord, DeviceKeyRecord,
                 MoveClaimRecord, BookmarkRecord, ReadMarkRecord, UnattachedReceipt>;

}  // namespace boswell
