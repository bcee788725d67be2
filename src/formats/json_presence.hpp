// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_object.hpp"
#include "model/record.hpp"

namespace boswell::formats {

// The fields of the records that say who was there, all but their kind.
void add(RecordFields& object, const PresenceRecord& presence);
void add(RecordFields& object, const PresenceInterval& interval);
void add(RecordFields& object, const ObservationRecord& observation);
void add(RecordFields& object, const PresenceSummary& summary);
void add(RecordFields& object, const PresenceTotal& total);
void add(RecordFields& object, const PresenceAt& state);
void add(RecordFields& object, const ChatState& state);

/// The presence as exports that become an archive again have it. Whether it was directed follows
/// from the roster, which such an archive may not have.
PresenceRecord as_stored(PresenceRecord presence);

}  // namespace boswell::formats
