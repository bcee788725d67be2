// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"

#include <map>
#include <string>

namespace boswell::view {

/// A part in percent: rounded, but one that is not nothing is never 0%, and one that is not all
/// never 100%; "" of nothing.
std::string share(milliseconds part, milliseconds whole);

/// How much of a time was observed, and how much of that somebody was online: of one contact, or
/// of several together. No share goes beyond what was observed.
struct Shares {
    milliseconds whole{0};
    milliseconds observed{0};
    milliseconds online{0};

    explicit Shares(const std::map<PresenceState, milliseconds>& by_state);

    /// "41%", or "?" if nothing was observed.
    std::string of_observed() const;
    /// "online 41% of the 96% that were observed".
    std::string sentence() const;
};

}  // namespace boswell::view
