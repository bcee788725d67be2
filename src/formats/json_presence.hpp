// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_object.hpp"
#include "model/record.hpp"

namespace boswell::formats {

// The fields of the records that say who was there, all but their kind.
void add(JsonObject& object, const PresenceRecord& presence);
void add(JsonObject& object, const PresenceInterval& interval);
void add(JsonObject& object, const ObservationRecord& observation);
void add(JsonObject& object, const PresenceSummary& summary);
void add(JsonObject& object, const PresenceTotal& total);
void add(JsonObject& object, const PresenceAt& state);
void add(JsonObject& object, const ChatState& state);

}  // namespace boswell::formats
