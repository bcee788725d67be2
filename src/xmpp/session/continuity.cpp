// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/continuity.hpp"

#include <time.h>

namespace boswell::xmpp {

ClockReading ClockReading::now() {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    const auto since_boot =
        std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    return {.wall = boswell::now(),
            .since_boot = std::chrono::duration_cast<milliseconds>(since_boot)};
}

}  // namespace boswell::xmpp
