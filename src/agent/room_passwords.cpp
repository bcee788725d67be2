// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/room_passwords.hpp"

#include "base/error.hpp"
#include "xmpp/sasl/scram_keys.hpp"

#include <algorithm>
#include <chrono>

namespace boswell::agent {

static constexpr std::chrono::seconds timeout{30};

std::function<RoomPasswords(std::stop_token)> RoomPasswords::reader(
    const std::vector<RoomConfig>& rooms) {
    return [rooms](const std::stop_token& stop) {
        RoomPasswords passwords;
        for (const auto& room : rooms) {
            if (!room.password) continue;
            auto& entry = passwords.entries_.emplace_back();
            entry.room = room.room;
            try {
                entry.password = read_password(*room.password, timeout, stop);
            } catch (const Error& error) {
                entry.fault = explain(error);
            }
        }
        return passwords;
    };
}

void RoomPasswords::give(std::vector<xmpp::RoomOptions>& rooms) const {
    for (auto& room : rooms) {
        const auto entry = std::ranges::find(entries_, room.room, &Entry::room);
        if (entry == entries_.end()) continue;
        room.password = entry->password;
        room.fault = entry->fault;
    }
}

void RoomPasswords::wipe() {
    for (auto& entry : entries_) xmpp::wipe(entry.password);
}

}  // namespace boswell::agent
