// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/backoff.hpp"
#include "base/time.hpp"
#include "xmpp/session_options.hpp"

#include <chrono>
#include <optional>

namespace boswell::agent {

/// Decides when an account tries again that lost its connection or did not get one. Pure.
class Retries {
public:
    /// How far an attempt came: it found no address of the server, it found one, or it logged in.
    enum class Reached { nothing, address, login };

    /// After `most_attempts` failed attempts in a row there is no further one; 0: no limit.
    explicit Retries(int most_attempts) : most_attempts_(most_attempts) {}

    /// How long to wait after an attempt that ended like this; nothing if it is of no use to go on.
    /// `random` is in [0, 1).
    std::optional<milliseconds> after(xmpp::SessionEnd::Cause cause, Reached reached,
                                      double random);
    /// How long to wait before a login with a new token.
    milliseconds before_new_token(double random);

    /// A session in which the server let us in has ended after that time.
    void logged_in(std::chrono::steady_clock::duration lasted);
    /// The account is online.
    void online() { failures_ = 0; }

private:
    int most_attempts_;
    Backoff backoff_;
    int refusals_ = 0;  // in a row
    int failures_ = 0;  // in a row
};

}  // namespace boswell::agent
