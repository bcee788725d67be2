// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"
#include "view/field_changes.hpp"

#include <string>

/// All that is known of one message, as fields with names; the values are printable. What is not
/// known is left out.
namespace boswell::view {

/// Whose it is, who sent it, when, its ids.
FieldLines message_fields(const MessageRecord& message, const TimeZone& zone);
/// What it does to others, and what was done to it: reply, files, versions, reactions, receipts.
FieldLines annotation_fields(const MessageRecord& message, const TimeZone& zone);
/// How a copy of it came, and why it counts as one.
FieldLines copy_fields(const MessageCopy& copy, const TimeZone& zone);

}  // namespace boswell::view
