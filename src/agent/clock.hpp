// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <asio/steady_timer.hpp>

#include <chrono>

namespace boswell::agent {

/// Tells the time and waits. A test has a clock of its own that it sets forward by hand.
class Clock {
public:
    using Instant = std::chrono::steady_clock::time_point;

    virtual ~Clock() = default;
    virtual Instant steady() const { return std::chrono::steady_clock::now(); }
    virtual Time wall() const { return now(); }
    /// Whoever waits for `timer` goes on after `time`, or when somebody cancels the timer. Whether
    /// the wait ends with an error code means nothing.
    virtual void set(asio::steady_timer& timer, milliseconds time) { timer.expires_after(time); }
};

}  // namespace boswell::agent
