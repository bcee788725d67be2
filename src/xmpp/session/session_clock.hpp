// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace boswell::xmpp {

/// A steady clock that can be stopped: while a session is paused its time-outs wait as well.
class SessionClock {
public:
    using Instant = std::chrono::steady_clock::time_point;

    Instant now() const { return (stopped() ? stopped_at_ : steady_now()) - missed_; }
    bool stopped() const { return stopped_at_ != Instant(); }
    void stop() {
        if (!stopped()) stopped_at_ = steady_now();
    }
    void go_on() {
        if (!stopped()) return;
        missed_ += steady_now() - stopped_at_;
        stopped_at_ = Instant();
    }

private:
    static Instant steady_now() { return std::chrono::steady_clock::now(); }

    Instant stopped_at_{};
    std::chrono::steady_clock::duration missed_{};
};

}  // namespace boswell::xmpp
