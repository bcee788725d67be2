// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace boswell::web {

/// A contact's presence on the days on which messages were written. Days near each other are read
/// at once: what a reading costs beside its rows is as much as the presence of some days.
class PresenceByDay {
public:
    using Intervals = std::vector<PresenceInterval>;

    /// `stamps` are those of the messages, ascending. `read` gives the intervals of a period.
    PresenceByDay(std::vector<Time> stamps, std::function<Intervals(const Period&)> read)
        : stamps_(std::move(stamps)), read_(std::move(read)) {}

    /// The intervals of which something is on that day, the first and the last maybe longer.
    Intervals of(const Period& day);

private:
    struct Known {
        Period period;
        Intervals intervals;
    };
    const Known& known(const Period& day);

    std::vector<Time> stamps_;
    std::function<Intervals(const Period&)> read_;
    std::vector<Known> known_;
};

}  // namespace boswell::web
