// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_object.hpp"
#include "model/record.hpp"

namespace boswell::formats {

/// Writes the members of a message record except its kind: the message itself, and what people did
/// to it.
void add(RecordFields& object, const MessageRecord& message);
void add(RecordFields& object, const UnattachedReceipt& receipt);

}  // namespace boswell::formats
