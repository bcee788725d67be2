// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace boswell::xmpp {

/// How long to stay out of a room (XEP-0045) before it is entered again: longer each time, until we
/// have once stayed in it for ten minutes. Pure.
class ReentryDelay {
public:
    using Seconds = std::chrono::seconds;
    /// The delay where coming back would be an imposition.
    static constexpr Seconds unwelcome = std::chrono::hours(1);

    /// We were in the room for that long.
    void stayed(std::chrono::steady_clock::duration time) {
        if (time >= std::chrono::minutes(10)) failures_ = kicks_ = 0;
    }
    /// We could not enter, or lost the room: 10 s, doubled up to ten minutes.
    Seconds after_failure() {
        return std::min<Seconds>(Seconds(10) * (1 << std::min(failures_++, 10)),
                                 std::chrono::minutes(10));
    }
    /// Somebody has thrown us out: 30 s, doubled up to 32 minutes.
    Seconds after_kick() { return Seconds(30) * (1 << std::min(kicks_++, 6)); }

private:
    int failures_ = 0;  // since the last long stay
    int kicks_ = 0;
};

}  // namespace boswell::xmpp
