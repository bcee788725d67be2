// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/clock.hpp"
#include "archive/reader.hpp"

#include <vector>

namespace boswell::agent {

/// When servers refused the account's logins within the last 24 hours, by the archive, on the
/// steady clock; oldest first. What a wrong wall clock has put into the future is left out. Throws
/// archive::Unavailable.
std::vector<Clock::Instant> earlier_refusals(const archive::Reader& archive, const Jid& account,
                                             const Clock& clock);

}  // namespace boswell::agent
