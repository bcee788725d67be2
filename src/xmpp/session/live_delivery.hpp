// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "model/presence.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>

namespace boswell::xmpp {

/// Finds out whether what others send to the account's bare JID reaches this session live although
/// its priority is negative. RFC 6121 8.5.2.1.1 forbids the server to deliver it; carbons
/// (XEP-0280) bring it on some servers and not on others. So it is taken as shown only by many
/// messages in a row that the server's archive has and that came live as well, while no other
/// resource of the account was online: what another resource gets comes as a carbon on every
/// server.
class LiveDelivery {
public:
    static constexpr int enough = 100;

    /// Presence was sent, and the server tells who else is online (RFC 6121 4.2.2). Nothing is
    /// shown without that.
    void begin(Time now) { since_ = now; }
    /// The wall clock jumped.
    void shift(milliseconds by) {
        if (since_) *since_ += by;
    }
    /// To be called with each message.
    void see(const Message& message);
    /// To be called with each presence but our own.
    void see(const Presence& presence);
    /// What the archive has came live as well, `enough` times in a row.
    bool is_shown() const { return in_a_row_ >= enough; }
    /// At least one message to the bare JID came live while no other resource was online. That is
    /// less than is_shown() says, but needs no archive that keeps it.
    bool has_come() const { return has_come_; }

private:
    void note(std::string id);

    std::unordered_set<std::string> live_;  // ids of the archive; the latest of them
    std::deque<std::string> order_;
    std::set<std::string, std::less<>> others_;  // resources that are online
    std::optional<Time> since_;
    int in_a_row_ = 0;
    bool has_come_ = false;
};

}  // namespace boswell::xmpp
