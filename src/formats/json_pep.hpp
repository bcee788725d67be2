// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_object.hpp"
#include "model/record.hpp"

#include <optional>
#include <string>

/// The records of what people publish (XEP-0163), one line each without a line feed. As in
/// schema/record.schema.json.
namespace boswell::formats {

/// `is_verified`: of one that says that the contact has moved, whether the new address says so,
/// too.
std::string to_json(const PepEvent& event, std::optional<bool> is_verified = {});
/// `is_verified`: whether the contact says so, too.
std::string to_json(const MoveClaimRecord& claim, bool is_verified);
std::string to_json(const DeviceKeyRecord& key);

// The fields of the records, all but their kind.
void add(JsonObject& object, const PepRecord& record);
void add(JsonObject& object, const DeviceKeyRecord& key);
void add(JsonObject& object, const MoveClaimRecord& claim);

}  // namespace boswell::formats
