// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"
#include "xmpp/request_queue.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boswell::xmpp {

/// Decides which vCard to ask for next, and is polite: at most a few requests are in flight; each
/// contact is asked for once after login (not again within a day), and again when its XEP-0153 hash
/// changes, but at most three times in ten minutes. Belongs to the account and outlives its
/// sessions. Pure.
class VCardSchedule {
public:
    static constexpr std::size_t max_in_flight = 3;
    static constexpr std::chrono::hours fresh_for{24};
    static constexpr std::size_t max_burst = 3;
    static constexpr std::chrono::minutes burst_time{10};
    static constexpr std::size_t max_announced = 16;
    /// A roster without end must not take memory without end: further contacts are not asked for.
    static constexpr std::size_t max_contacts = 20'000;

    /// What is known of earlier times: a vCard with a photo of that hash ("" for none) was fetched
    /// then. To be called before want(); what this has seen itself counts more.
    void recall(const Jid& contact, const std::string& hash, Time fetched_at);
    /// A contact of the roster, or the account itself.
    void want(const Jid& contact, Time now);
    /// `hash` as in XEP-0153, "" for no avatar. Hashes of contacts that were never wanted are
    /// ignored: a stranger's presence makes us ask nothing.
    void saw_hash(const Jid& contact, const std::string& hash);
    /// The next request to send, or nothing for now.
    std::optional<Jid> next(Time now);
    /// The answer came: `hash` is the SHA-1 of the photo in it, "" if it has none.
    void fetched(const Jid& contact, const std::string& hash, Time now);
    /// The request failed or timed out; it is not repeated before the next login.
    void failed(const Jid& contact);
    /// The connection is gone, and so are the requests in flight: they are wanted again.
    void reset();
    /// True if no request is in flight and only contacts wait that were asked for too often.
    bool idle() const { return queue_.idle(); }

private:
    struct Known {
        std::vector<Time> fetched_at;  ///< the last of them, oldest first
        std::string hash;              ///< of the photo
        /// Hashes that made us ask; they need not be that of the photo.
        std::set<std::string> announced;
    };
    static bool is_exhausted(const Known& known, Time now);
    void note_hash(const Jid& contact, Known& known, const std::string& hash);

    std::map<Jid, Known> known_;
    RequestQueue<Jid> queue_{max_in_flight};
    std::set<Jid> changed_;  // asked for too often; to be fetched again later
    std::map<Jid, std::string> announced_meanwhile_;  // while a request is in flight
};

}  // namespace boswell::xmpp
