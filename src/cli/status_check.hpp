// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "base/time.hpp"
#include "base/time_zone.hpp"
#include "model/record.hpp"

#include <optional>
#include <string>

namespace boswell::cli {

struct Context;

/// Why the account is not being archived; nothing if it is, or was until less than `after` ago.
/// Only the last sign of life of its server counts, because an agent that hangs or was killed
/// cannot write that it does.
std::optional<std::string> complaint_about(const AccountRecord& account, Time now,
                                           milliseconds after, const TimeZone& zone);

/// `status --check`: a line for each account that is not being archived; of the accounts that the
/// configuration names or, if it names none, of all that an agent ever had.
ExitStatus check_status(Context& context);

}  // namespace boswell::cli
