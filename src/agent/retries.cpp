// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/retries.hpp"

namespace boswell::agent {

using namespace std::chrono_literals;
using Cause = xmpp::SessionEnd::Cause;

static constexpr int max_refusals = 3;
/// Two clients must not take the same resource from each other all day long.
static constexpr auto conflict_delay = 150s;
/// A session shorter than this does not count as a success.
static constexpr auto settled = 60s;
/// If DNS does not answer, most likely our own line is down, and to wait longer spares no server.
static constexpr auto most_without_address = 30s;
/// A server that has let us in is up: the fault is most likely on the way to it.
static constexpr auto most_after_login = 20s;
/// A server may need a moment to hear of a token.
static constexpr auto new_token_delay = 500ms;

static milliseconds longest_delay(Retries::Reached reached) {
    switch (reached) {
        case Retries::Reached::nothing:
            return most_without_address;
        case Retries::Reached::login:
            return most_after_login;
        case Retries::Reached::address:
            break;
    }
    return milliseconds::max();
}

std::optional<milliseconds> Retries::after(Cause cause, Reached reached, double random) {
    if (cause == Cause::refused && ++refusals_ >= max_refusals) return std::nullopt;
    if (++failures_ == most_attempts_) return std::nullopt;
    if (cause != Cause::refused) refusals_ = 0;
    if (cause == Cause::conflict) return conflict_delay;
    return backoff_.next(random, longest_delay(reached));
}

milliseconds Retries::before_new_token(double random) {
    return backoff_.next(random, new_token_delay);
}

void Retries::logged_in(std::chrono::steady_clock::duration lasted) {
    refusals_ = 0;
    if (lasted > settled) backoff_.reset();
}

}  // namespace boswell::agent
