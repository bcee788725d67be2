// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/fields.hpp"
#include "model/record.hpp"

namespace boswell::cli {

/// What people did to a message, and what it does to another one, a line each with who and when.
void print_annotations(Fields& fields, const MessageRecord& message, const TimeZone& zone);

}  // namespace boswell::cli
