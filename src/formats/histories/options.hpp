// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "base/time_zone.hpp"
#include "model/jid.hpp"

#include <map>
#include <string>
#include <vector>

namespace boswell::formats {

/// What the person says about histories, beyond what they say themselves.
struct HistoryOptions {
    Jid account;                          ///< whose histories they are; empty: not told
    std::vector<std::string> own_names;   ///< what the account's owner was called in them
    std::map<std::string, Jid> contacts;  ///< by the names that they have there
    TimeZone zone;                        ///< of local times
    Time now;                             ///< when they are imported
};

}  // namespace boswell::formats
