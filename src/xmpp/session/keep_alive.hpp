// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <utility>

namespace boswell::xmpp {

/// Decides when a silent server is asked for a sign of life (XEP-0199 4.2), and when the connection
/// is given up. Pure.
class KeepAlive {
public:
    using Instant = std::chrono::steady_clock::time_point;
    enum class Step { none, ping, give_up };

    /// A server that has been silent for `after` is pinged once, and must then send something
    /// within `timeout`. Any byte will do, not only the answer.
    KeepAlive(std::chrono::milliseconds after, std::chrono::milliseconds timeout)
        : after_(after), timeout_(timeout) {}

    /// The connection is open, or a byte came from the server.
    void heard(Instant now) {
        last_byte_ = now;
        pinged_ = false;
    }
    /// What is to be done now. To be called now and then; returns `ping` once in each silence.
    Step check(Instant now) {
        const auto silence = now - last_byte_;
        if (silence < after_) return Step::none;
        if (!std::exchange(pinged_, true)) return Step::ping;
        return silence < after_ + timeout_ ? Step::none : Step::give_up;
    }

private:
    std::chrono::milliseconds after_;
    std::chrono::milliseconds timeout_;
    Instant last_byte_{};
    bool pinged_ = false;  // since the last byte
};

}  // namespace boswell::xmpp
