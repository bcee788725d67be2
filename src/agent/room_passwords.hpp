// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"
#include "xmpp/session_options.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace boswell::agent {

/// The passwords of an account's rooms, as they were read for one login.
class RoomPasswords {
public:
    /// Returns the function that reads them. It blocks, so call it on a worker. A password that
    /// cannot be read keeps the account out of that room and of nothing else.
    static std::function<RoomPasswords(std::stop_token)> reader(
        const std::vector<RoomConfig>& rooms);

    /// Gives each room its password, or the reason why it has none.
    void give(std::vector<xmpp::RoomOptions>& rooms) const;
    void wipe();

private:
    struct Entry {
        Jid room;
        std::string password;
        std::string fault;
    };
    std::vector<Entry> entries_;
};

}  // namespace boswell::agent
