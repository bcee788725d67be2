// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_object.hpp"
#include "model/record.hpp"

namespace boswell::formats {

// The fields of the records that say who contacts are, all but their kind.
void add(JsonObject& object, const ContactRecord& contact);
void add(JsonObject& object, const RosterRecord& record);
void add(JsonObject& object, const VCardRecord& record);

/// A picture with its bytes.
void add_picture(JsonObject& object, std::string_view name, const Avatar& picture);

}  // namespace boswell::formats
