// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_object.hpp"
#include "model/omemo.hpp"

#include <string>

/// Records of encryption (XEP-0384), as JSON; see schema/record.schema.json.
namespace boswell::formats {

/// With the kind "own-key".
std::string to_json(const OmemoDeviceRecord& device);
/// What became of reading a message, and by which key.
void add_reading(JsonObject& object, const OmemoMessageRecord& message);
/// With the kind "encrypted-message".
std::string to_json(const OmemoMessageRecord& message);
/// With the kind "unreadable".
std::string to_json(const UnreadableRecord& messages);

}  // namespace boswell::formats
