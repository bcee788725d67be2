// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace boswell::xmpp {

/// Which vCards to ask for next, politely: at most a few requests in flight, each contact once
/// after login (not again within a day), and again when its XEP-0153 hash changes. Belongs to the
/// account and outlives its sessions. Pure.
class VCardSchedule {
public:
    static constexpr std::size_t max_in_flight = 3;

    /// A contact of the roster, or the account itself.
    void want(const Jid& contact, Time now);
    /// `hash` as in XEP-0153, "" for no avatar.
    void saw_hash(const Jid& contact, const std::string& hash);
    /// The next request to send, or nothing for now.
    std::optional<Jid> next();
    /// The answer came: `hash` is the SHA-1 of the photo in it, "" if it has none.
    void fetched(const Jid& contact, const std::string& hash, Time now);
    /// The request failed or timed out; it is not repeated before the next login.
    void failed(const Jid& contact);
    /// The connection is gone, and so are the requests in flight: they are wanted again.
    void reset();
    bool idle() const;

private:
    struct Known {
        Time fetched_at{};
        std::string hash;
    };
    std::map<Jid, Known> known_;
    std::deque<Jid> queue_;
    std::map<Jid, std::string> in_flight_;  // and the hash that was announced meanwhile
};

}  // namespace boswell::xmpp
