// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/sign_of_life.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace boswell::xmpp {

/// The wall clock and a clock that nobody can set, read at the same moment.
struct ClockReading {
    Time wall;
    milliseconds since_boot;

    /// The second clock is CLOCK_BOOTTIME. std::chrono::steady_clock is of no use here, because it
    /// stands still in suspend: a sleep would look as if somebody had set the wall clock. With a
    /// clock that runs on, the two part only when the wall clock is set, and a sleep is what it is,
    /// a time in which nothing was heard.
    static ClockReading now();
};

/// Notices that the account was not being watched although its connection lived. Pure.
class Continuity {
public:
    static constexpr std::chrono::seconds most_apart{5};

    /// `longest_silence`: a connection that lives is never silent for longer.
    explicit Continuity(milliseconds longest_silence) : longest_silence_(longest_silence) {}

    /// The server was heard. If the time since it was heard before does not count as watched, the
    /// reason; otherwise nothing.
    std::optional<std::string_view> heard(const ClockReading& reading) {
        const auto before = std::exchange(before_, reading);
        if (!before) return std::nullopt;
        const auto silence = reading.since_boot - before->since_boot;
        const auto apart = (reading.wall - before->wall) - silence;
        if (std::chrono::abs(apart) > most_apart) return clock_was_set;
        if (silence > longest_silence_) return heard_nothing;
        return std::nullopt;
    }

private:
    milliseconds longest_silence_;
    std::optional<ClockReading> before_;
};

}  // namespace boswell::xmpp
