// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace boswell::xmpp {

/// Requests that wait for their turn, each once, of which at most a few are in flight. Pure.
template <typename Request>
class RequestQueue {
public:
    explicit RequestQueue(std::size_t most_in_flight) : most_in_flight_(most_in_flight) {}

    /// Does nothing if the request waits already.
    void add(const Request& request) {
        if (waits_.insert(request).second) order_.push_back(request);
    }
    /// Takes back those that wait and for which `is_stale` holds.
    template <typename Predicate>
    void remove(const Predicate& is_stale) {
        std::erase_if(order_, is_stale);
        std::erase_if(waits_, is_stale);
    }
    /// The next one to send, which then is in flight; nothing for now if enough are.
    std::optional<Request> next() {
        if (order_.empty() || in_flight_.size() >= most_in_flight_) return std::nullopt;
        auto request = std::move(order_.front());
        order_.pop_front();
        waits_.erase(request);
        in_flight_.insert(request);
        return request;
    }
    /// It was answered, or will not be.
    void end(const Request& request) { in_flight_.erase(request); }
    /// The connection is gone, and so are the requests in flight: they wait again.
    void reset() {
        for (const auto& request : std::exchange(in_flight_, {})) add(request);
    }
    bool waits(const Request& request) const { return waits_.contains(request); }
    bool is_in_flight(const Request& request) const { return in_flight_.contains(request); }
    std::size_t waiting() const { return order_.size(); }
    bool idle() const { return order_.empty() && in_flight_.empty(); }

private:
    std::size_t most_in_flight_;
    std::deque<Request> order_;
    std::set<Request> waits_;  // the same as order_
    std::set<Request> in_flight_;
};

/// So many times in any stretch of that length, and no more. Pure.
class RateLimit {
public:
    RateLimit(std::size_t most, milliseconds length) : most_(most), length_(length) {}

    bool allows(Time now) const {
        // After the clock was set back the times in the future say nothing.
        return times_.size() < most_ || now >= times_.front() + length_ || now < times_.front();
    }
    void note(Time now) {
        times_.push_back(now);
        if (times_.size() > most_) times_.erase(times_.begin());
    }

private:
    std::size_t most_;
    milliseconds length_;
    std::vector<Time> times_;  // the last of them, oldest first
};

}  // namespace boswell::xmpp
