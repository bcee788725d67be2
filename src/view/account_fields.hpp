// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"
#include "view/field_changes.hpp"

/// How an account or a room is archived, as fields with names; the values are printable, and what
/// is not known is left out.
namespace boswell::view {

FieldLines account_fields(const AccountRecord& account, Time now, const TimeZone& zone);
FieldLines room_fields(const RoomRecord& room, Time now, const TimeZone& zone);

}  // namespace boswell::view
