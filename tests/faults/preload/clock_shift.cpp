// SPDX-License-Identifier: GPL-3.0-or-later
// LD_PRELOAD: the time of day is as many seconds away from the true one as the file CLOCK_SHIFT
// says (8 bytes, as the machine writes them), and follows when that changes. The steady clocks are
// left alone, as they are when somebody sets the clock; a file STEADY_SHIFT says as much of them,
// for what happens only after a long time.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

using Shift = volatile const std::int64_t*;
Shift shift = nullptr;
Shift steady_shift = nullptr;

Shift open_shift(const char* name) {
    const char* path = std::getenv(name);
    const int file = path == nullptr ? -1 : ::open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return nullptr;
    void* memory = ::mmap(nullptr, sizeof *shift, PROT_READ, MAP_SHARED, file, 0);
    ::close(file);
    return memory == MAP_FAILED ? nullptr : static_cast<const std::int64_t*>(memory);
}

[[gnu::constructor]] void begin() {
    shift = open_shift("CLOCK_SHIFT");
    steady_shift = open_shift("STEADY_SHIFT");
}

std::int64_t seconds(Shift by) { return by == nullptr ? 0 : *by; }

bool is_time_of_day(clockid_t clock) {
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
}

bool is_steady(clockid_t clock) {
    return clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_BOOTTIME;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
    static const auto real =
        reinterpret_cast<int (*)(clockid_t, timespec*)>(::dlsym(RTLD_NEXT, "clock_gettime"));
    const int result = real(clock, time);
    if (result != 0) return result;
    if (is_time_of_day(clock)) time->tv_sec += seconds(shift);
    if (is_steady(clock)) time->tv_sec += seconds(steady_shift);
    return result;
}

int gettimeofday(timeval* time, void* zone) noexcept {
    static const auto real =
        reinterpret_cast<int (*)(timeval*, void*)>(::dlsym(RTLD_NEXT, "gettimeofday"));
    const int result = real(time, zone);
    if (result == 0) time->tv_sec += seconds(shift);
    return result;
}

time_t time(time_t* result) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (result != nullptr) *result = now.tv_sec;
    return now.tv_sec;
}
}
