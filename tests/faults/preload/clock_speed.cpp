// SPDX-License-Identifier: GPL-3.0-or-later
// LD_PRELOAD: the steady clocks run CLOCK_SPEED times as fast, and timers with them, so that
// time-outs need not be waited for. The time of day is left alone, and so is CLOCK_BOOTTIME, with
// which the agent compares it: no clock has been set.
#include <dlfcn.h>
#include <sys/timerfd.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t speed() {
    static const auto factor = [] {
        const char* text = std::getenv("CLOCK_SPEED");
        const auto number = text == nullptr ? 1 : std::atoll(text);
        return number < 1 ? 1 : number;
    }();
    return factor;
}

std::int64_t to_count(const timespec& time) { return time.tv_sec * second + time.tv_nsec; }
timespec to_timespec(std::int64_t count) {
    return {.tv_sec = count / second, .tv_nsec = count % second};
}

bool is_steady(clockid_t clock) {
    return clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_RAW ||
           clock == CLOCK_MONOTONIC_COARSE;
}

/// Never 0 for a time that is not: that would disarm a timer.
timespec slowed(const timespec& time) {
    const auto count = to_count(time);
    return to_timespec(count > 0 && count < speed() ? 1 : count / speed());
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
    static const auto real =
        reinterpret_cast<int (*)(clockid_t, timespec*)>(::dlsym(RTLD_NEXT, "clock_gettime"));
    const int result = real(clock, time);
    if (result != 0 || !is_steady(clock)) return result;
    // From the first look on: counted from the machine's start, it might not fit.
    static const auto start = to_count(*time);
    *time = to_timespec(start + (to_count(*time) - start) * speed());
    return result;
}

/// Only times from now on are asked for, or none at all.
int timerfd_settime(int file, int flags, const itimerspec* wanted, itimerspec* old) noexcept {
    static const auto real = reinterpret_cast<int (*)(int, int, const itimerspec*, itimerspec*)>(
        ::dlsym(RTLD_NEXT, "timerfd_settime"));
    if ((flags & TFD_TIMER_ABSTIME) != 0) return real(file, flags, wanted, old);
    const itimerspec sooner{.it_interval = slowed(wanted->it_interval),
                            .it_value = slowed(wanted->it_value)};
    return real(file, flags, &sooner, old);
}
}
