// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/notify.hpp"

#include "base/printable.hpp"

#include <systemd/sd-daemon.h>
#include <time.h>

#include <cstdint>

namespace boswell::agent::notify {

void ready() { sd_notify(0, "READY=1"); }
void stopping() { sd_notify(0, "STOPPING=1"); }
void reloading() {
    timespec clock{};
    clock_gettime(CLOCK_MONOTONIC, &clock);
    const auto microseconds = std::int64_t{clock.tv_sec} * 1'000'000 + clock.tv_nsec / 1000;
    sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds)).c_str());
}
// A line break in a server's words would begin another assignment.
void status(const std::string& text) { sd_notify(0, ("STATUS=" + printable(text)).c_str()); }
void watchdog() { sd_notify(0, "WATCHDOG=1"); }

std::optional<std::chrono::microseconds> watchdog_interval() {
    std::uint64_t interval = 0;
    if (sd_watchdog_enabled(0, &interval) <= 0) return std::nullopt;
    return std::chrono::microseconds(interval / 2);
}

}  // namespace boswell::agent::notify
