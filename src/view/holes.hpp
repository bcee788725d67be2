// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/observation.hpp"

#include <optional>
#include <span>

namespace boswell::view {

/// A time in which a contact whose state was known was not observed.
struct Hole {
    Time since;
    Time until;      ///< Time::max() if the account was not watched again
    bool as_before;  ///< behind it the state is what it was before
};

/// Finds what a list of presences does not show: when it is not known any more what the last one
/// has said.
class Holes {
public:
    /// From a presence that was seen at `seen_at` on. `spans` are those of the account in which
    /// contacts' presence was observed, ascending; they outlive this.
    Holes(std::span<const ObservationRecord> spans, Time seen_at);

    /// The next hole that begins before `until`. None once the state is unknown for good.
    std::optional<Hole> next(Time until);

private:
    std::span<const ObservationRecord> spans_;  // the first one is being watched
};

}  // namespace boswell::view
