// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/retries.hpp"

#include <algorithm>
#include <array>

namespace boswell::agent {

using namespace std::chrono_literals;
using Cause = xmpp::SessionEnd::Cause;
using Instant = std::chrono::steady_clock::time_point;

static constexpr std::size_t most_refusals_of_window = 3;
static constexpr std::size_t most_refusals_of_day = 30;
static constexpr auto window = 10min;
static constexpr auto day = 24h;
/// After the first and the second refusal: a server that restarts its user database is given time.
static constexpr std::array<milliseconds, most_refusals_of_window - 1> refusal_delays{20s, 180s};
static constexpr milliseconds rest_time = 1h;
/// The clients of a server that refuses everybody must not all come back at once.
static constexpr milliseconds rest_jitter = 5min;
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

void Retries::recall(const std::vector<Instant>& refusals) {
    refusals_.assign(refusals.begin(), refusals.end());
}

std::optional<milliseconds> Retries::before_first(Instant now) {
    if (most_attempts_ > 0 && was_refused_often(now)) return std::nullopt;
    if (refusals_.size() < most_refusals_of_day) return milliseconds(0);
    resting_ = true;
    return until_below_most(now);
}

std::optional<milliseconds> Retries::after(const Failure& failure) {
    const bool refused = failure.cause == Cause::refused;
    if (refused) remember_refusal(failure.at);
    if (was_last_attempt()) return std::nullopt;
    if (failure.cause == Cause::conflict) return conflict_delay;
    if (refused && most_attempts_ > 0 && was_refused_often(failure.at)) return std::nullopt;
    if (!refused || most_attempts_ > 0)
        return backoff_.next(failure.random, longest_delay(failure.reached));
    if (was_refused_often(failure.at)) return rest(failure);
    const auto delay = refusal_delays[refusals_in_window(failure.at) - 1];
    return Backoff({.first = delay, .most = delay}).next(failure.random);
}

std::optional<milliseconds> Retries::before_new_token(const Failure& failure) {
    remember_refusal(failure.at);
    if (was_last_attempt()) return std::nullopt;
    if (was_refused_often(failure.at)) return rest(failure);
    return backoff_.next(failure.random, new_token_delay);
}

std::optional<milliseconds> Retries::without_token(const Failure& failure) {
    remember_refusal(failure.at);
    if (most_attempts_ > 0) return std::nullopt;
    return rest(failure);
}

void Retries::remember_refusal(Instant at) {
    refusals_.push_back(at);
    std::erase_if(refusals_, [&](Instant refusal) { return at - refusal >= day; });
}

std::size_t Retries::refusals_in_window(Instant at) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(refusals_, [&](Instant refusal) { return at - refusal < window; }));
}

/// True if there may be no further attempt for the moment.
bool Retries::was_refused_often(Instant at) const {
    return resting_ || refusals_in_window(at) >= most_refusals_of_window ||
           refusals_.size() >= most_refusals_of_day;
}

/// How long until there are less than 30 refusals within a day.
milliseconds Retries::until_below_most(Instant now) const {
    const auto oldest = refusals_[refusals_.size() - most_refusals_of_day];
    return std::chrono::ceil<milliseconds>(oldest + day - now);
}

milliseconds Retries::rest(const Failure& failure) {
    resting_ = true;
    const auto jitter = std::chrono::duration_cast<milliseconds>(rest_jitter * failure.random);
    auto wait = rest_time + jitter;
    if (refusals_.size() >= most_refusals_of_day)
        wait = std::max(wait, until_below_most(failure.at));
    return wait;
}

void Retries::logged_in(std::chrono::steady_clock::duration lasted) {
    resting_ = false;
    if (lasted > settled) backoff_.reset();
}

}  // namespace boswell::agent
