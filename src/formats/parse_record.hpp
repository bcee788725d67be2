// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/json_field.hpp"
#include "model/record.hpp"

namespace boswell::formats {

/// The records of to_json(), read again. All throw BadField.
MessageRecord parse_message(const Json& object);
PresenceRecord parse_presence(const Json& object);
ObservationRecord parse_observation(const Json& object);
RosterRecord parse_roster_entry(const Json& object);
VCardRecord parse_vcard(const Json& object);
PepRecord parse_pep_event(const Json& object);
DeviceKeyRecord parse_key(const Json& object);
MoveClaimRecord parse_move_claim(const Json& object);
BookmarkRecord parse_bookmark(const Json& object);
ReadMarkRecord parse_read_mark(const Json& object);
UnattachedReceipt parse_receipt(const Json& object);

/// A picture with its bytes, which are those of its hash.
Avatar picture_of(const Json& value);

/// The record of an object that has a `kind`; nothing for a kind that is not imported.
std::optional<Record> parse_record(const Json& object);

}  // namespace boswell::formats
