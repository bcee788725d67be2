// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/clock.hpp"

#include <map>

namespace boswell::test {

/// Stands still until it is set forward.
class FakeClock : public agent::Clock {
public:
    Instant steady() const override { return Instant(std::chrono::hours(1)) + passed_; }
    Time wall() const override { return from_milliseconds(1'763'797'478'042) + passed_ + shift_; }
    void set(asio::steady_timer& timer, milliseconds time) override {
        timer.expires_at(asio::steady_timer::time_point::max());
        waits_[&timer] = {steady() + time, time};
    }

    /// Wakes those whose wait is over then.
    void advance(milliseconds time) {
        passed_ += time;
        std::erase_if(waits_, [&](const auto& entry) {
            const bool over = entry.second.due <= steady();
            if (over) entry.first->cancel();
            return over;
        });
    }
    /// Somebody sets the wall clock.
    void shift(milliseconds time) { shift_ += time; }

    /// The longest wait that has begun and is not over.
    milliseconds longest_wait() const {
        milliseconds longest{};
        for (const auto& [timer, wait] : waits_) longest = std::max(longest, wait.length);
        return longest;
    }
    void forget_waits() { waits_.clear(); }

private:
    struct Wait {
        Instant due;
        milliseconds length;
    };
    milliseconds passed_{};
    milliseconds shift_{};
    std::map<asio::steady_timer*, Wait> waits_;
};

}  // namespace boswell::test
