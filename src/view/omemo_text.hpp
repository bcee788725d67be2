// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/omemo.hpp"
#include "view/field_changes.hpp"

#include <string>
#include <string_view>

/// What people are told of encrypted messages (XEP-0384).
namespace boswell::view {

/// A fingerprint as people compare it: "0a1b2c3d 4e5f6071 …".
std::string grouped(std::string_view fingerprint);

/// Why a message cannot be read, as the end of a sentence.
std::string_view reason_of(OmemoFailure failure);

/// How many messages of a conversation could not be read, and why: a sentence.
std::string unreadable_text(const UnreadableRecord& messages);

/// With whose key a message was encrypted, and what is known of that key; or why it cannot be read.
FieldLines omemo_fields(const OmemoMessageRecord& message, const TimeZone& zone);

}  // namespace boswell::view
