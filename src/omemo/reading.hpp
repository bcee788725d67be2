// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "model/omemo.hpp"

#include <string_view>

namespace boswell::omemo {

/// Reads a message that is encrypted by a protocol of XEP-0384 as the device of `store`.
/// `original` is its stanza, and `stored` what is known of it: its account, direction and sender,
/// in rooms the real one.
/// The store changes only if the message can be read. Throws what the store throws.
OmemoReading read(std::string_view original, const Message& stored, OmemoStore& store);

}  // namespace boswell::omemo
