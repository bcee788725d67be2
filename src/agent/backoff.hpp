// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace boswell::agent {

/// How long to wait before the next attempt: twice as long each time, up to a limit, with jitter so
/// that the clients of a server that comes back do not all return at once. Pure.
class Backoff {
public:
    struct Limits {
        std::chrono::milliseconds first{1'000};
        std::chrono::milliseconds most{300'000};
    };
    Backoff() = default;
    explicit Backoff(const Limits& limits) : limits_(limits), next_(limits.first) {}

    /// Between two fifths of the present step and all of it; `random` is in [0, 1). A step is never
    /// longer than `most`, and the next one doubles what it was.
    std::chrono::milliseconds next(
        double random, std::chrono::milliseconds most = std::chrono::milliseconds::max());
    /// To be called after a success: the next wait is the first step again.
    void reset() { next_ = limits_.first; }

private:
    Limits limits_{};
    std::chrono::milliseconds next_ = limits_.first;
};

}  // namespace boswell::agent
