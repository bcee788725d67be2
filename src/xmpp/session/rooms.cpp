// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/rooms.hpp"

#include <algorithm>

namespace boswell::xmpp {

Rooms::Rooms(const SessionOptions& options, stanza::Context& context, Outlet& outlet)
    : options_(options) {
    for (const auto& room : options.rooms)
        rooms_.try_emplace(room.room, room, options, context, outlet);
}

void Rooms::enter() {
    for (auto& [jid, room] : rooms_) room.enter();
}

void Rooms::resume() {
    for (const auto& options : options_.rooms) {
        auto& room = rooms_.at(options.room);
        options.joined ? room.resume(options.current_nickname) : room.enter();
    }
}

void Rooms::tick() {
    for (auto& [jid, room] : rooms_) room.tick();
}

void Rooms::leave() {
    for (auto& [jid, room] : rooms_) room.leave();
}

bool Rooms::see(const stanza::Element& stanza) {
    if (rooms_.empty()) return false;
    const auto from = Jid::parse(stanza.attribute("from"));
    const auto found = from ? rooms_.find(from->bare()) : rooms_.end();
    if (found == rooms_.end()) return false;
    if (is(stanza, "message", ns::client)) return found->second.repeats(stanza);
    if (is(stanza, "presence", ns::client)) found->second.see_presence(stanza);
    return false;
}

bool Rooms::idle() const {
    return std::ranges::all_of(rooms_, [](const auto& entry) { return entry.second.idle(); });
}

void Rooms::on_broken() {
    for (auto& [jid, room] : rooms_) room.on_broken();
}

std::vector<ArchiveHole> Rooms::holes() const {
    std::vector<ArchiveHole> holes;
    for (const auto& [jid, room] : rooms_) {
        if (room.hole()) holes.push_back(*room.hole());
    }
    return holes;
}

}  // namespace boswell::xmpp
