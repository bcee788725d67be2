// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/backoff.hpp"
#include "base/time.hpp"
#include "xmpp/session_options.hpp"

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace boswell::agent {

/// Decides when an account tries again that lost its connection or did not get one. Pure.
///
/// A lost connection is tried again after longer and longer waits. A refused login is tried again
/// twice within ten minutes, in case the server was in trouble, and from then on once an hour, so
/// that no server locks the account because of us. In any 24 hours there are at most 30 refusals.
/// With a limit to the attempts there is none after three refusals in ten minutes.
class Retries {
public:
    /// How far an attempt came: it found no address of the server, it found one, or it logged in.
    enum class Reached { nothing, address, login };

    struct Failure {
        xmpp::SessionEnd::Cause cause;
        Reached reached;
        std::chrono::steady_clock::time_point at;
        double random;  ///< in [0, 1), for jitter
    };

    /// After `most_attempts` failed attempts in a row there is no further one, and those come soon
    /// after each other; 0: no limit.
    explicit Retries(int most_attempts) : most_attempts_(most_attempts) {}

    /// Refusals before this process, oldest first, count like those that follow.
    void recall(const std::vector<std::chrono::steady_clock::time_point>& refusals);
    /// How long to wait before the first attempt, because of them; nothing if there is none.
    std::optional<milliseconds> before_first(std::chrono::steady_clock::time_point now);
    /// How long to wait before the next attempt; nothing if there is none.
    std::optional<milliseconds> after(const Failure& failure);
    /// The same after the refusal of a token that can be replaced by a new one.
    std::optional<milliseconds> before_new_token(const Failure& failure);
    /// The same after the refusal of a token that cannot, so that a person must act.
    std::optional<milliseconds> without_token(const Failure& failure);

    /// The logins are refused; there is but one attempt an hour.
    bool is_resting() const { return resting_; }

    /// A session in which the server let us in has ended after that time.
    void logged_in(std::chrono::steady_clock::duration lasted);
    /// The account is online.
    void online() { failures_ = 0; }

private:
    bool was_last_attempt() { return ++failures_ == most_attempts_; }
    void remember_refusal(std::chrono::steady_clock::time_point at);
    bool was_refused_often(std::chrono::steady_clock::time_point at) const;
    std::size_t refusals_in_window(std::chrono::steady_clock::time_point at) const;
    milliseconds until_below_most(std::chrono::steady_clock::time_point now) const;
    milliseconds rest(const Failure& failure);

    int most_attempts_;
    Backoff backoff_;
    std::deque<std::chrono::steady_clock::time_point> refusals_;  // of the last 24 hours
    bool resting_ = false;
    int failures_ = 0;  // in a row
};

}  // namespace boswell::agent
