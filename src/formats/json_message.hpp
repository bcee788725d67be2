// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_object.hpp"
#include "model/record.hpp"

namespace boswell::formats {

/// The members of a message record, behind its kind: what came, and what people did to it.
void add(JsonObject& object, const MessageRecord& message);

}  // namespace boswell::formats
