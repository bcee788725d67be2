// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <string>

namespace boswell::view {

/// "missed call", "call, 12m 3s", "video call, declined", "call, answered on another device": of a
/// message that stands for a call what became of it, as far as that is known.
std::string call_text(const MessageRecord& message);

}  // namespace boswell::view
