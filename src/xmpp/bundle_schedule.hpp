// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"
#include "model/pep.hpp"
#include "xmpp/pep_request.hpp"
#include "xmpp/request_queue.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace boswell::xmpp {

/// Decides when the keys of OMEMO devices (XEP-0384) are fetched: those of a device once a month.
/// If they are not there, or no answer comes, again soon and then at ever longer intervals: some
/// clients announce a device before its keys, and a busy server refuses. A contact who announces
/// new devices all the time is not asked all the time. Pure.
class BundleSchedule {
public:
    static constexpr std::size_t max_in_flight = 3;
    static constexpr std::chrono::days fresh_for{30};
    /// Until the next attempt. After the last of them only a new list of devices brings another.
    static constexpr std::array<std::chrono::seconds, 5> attempts{
        std::chrono::seconds(10), std::chrono::minutes(1), std::chrono::minutes(10),
        std::chrono::hours(1), std::chrono::days(1)};
    static constexpr std::size_t per_minute = 30;
    static constexpr std::size_t per_day = 200;  ///< of one contact

    /// Keys that an earlier run has fetched. To be called before see().
    void recall(const Jid& contact, PepNode list, const std::string& device, Time fetched_at);
    /// The devices that the contact has now.
    void see(const PepEvent& list, Time now);
    /// The next request to send, or nothing for now.
    std::optional<PepRequest> next(Time now);
    /// The answer came with the keys.
    void fetched(const PepRequest& request, Time now);
    /// The answer had none, or did not come.
    void missed(const PepRequest& request, Time now);
    /// The connection is gone, and so are the requests in flight: they are wanted again.
    void reset() { queue_.reset(); }

private:
    using Device = std::pair<PepNode, std::string>;  // of that list
    struct Keys {
        Time wanted_at;  // not before
        std::size_t missed = 0;
    };
    struct Contact {
        std::map<Device, Keys> keys;
        RateLimit limit{per_day, std::chrono::days(1)};
    };
    void forget_all_but(const PepEvent& list, Contact& contact);
    void want_again(Time now);

    std::map<Jid, Contact> contacts_;
    std::multimap<Time, PepRequest> again_;  // what was missed, by when it is wanted again
    RequestQueue<PepRequest> queue_{max_in_flight};
    RateLimit limit_{per_minute, std::chrono::minutes(1)};
};

}  // namespace boswell::xmpp
