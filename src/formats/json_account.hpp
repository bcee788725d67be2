// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_object.hpp"
#include "model/record.hpp"

namespace boswell::formats {

/// The fields of an account's record, all but its kind.
void add(JsonObject& object, const AccountRecord& account);

}  // namespace boswell::formats
