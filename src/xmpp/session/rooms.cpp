// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/rooms.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace boswell::xmpp {

static constexpr log::Domain domain{"room"};

Rooms::Rooms(const SessionOptions& options, stanza::Context& context, Outlet& outlet)
    : options_(options), context_(context), outlet_(outlet) {
    for (const auto& room : options.rooms)
        rooms_.try_emplace(room.room, room, options, context, outlet);
    // On a stream that is resumed we are still in the rooms that were followed. Before that is
    // known for certain, what is said there has to be taken for what it is.
    if (!options.resume) return;
    for (const auto& earlier : options.earlier_rooms) {
        if (!earlier.joined) continue;
        auto& room = followed(earlier.room);
        room.wanted = true;
        rooms_.try_emplace(earlier.room, room.options, options, context, outlet);
    }
}

// A followed room is here if its stream was to be resumed and is not: whether it is still
// bookmarked will be told.
void Rooms::enter() {
    for (auto& [jid, room] : rooms_) {
        const auto followed = followed_.find(jid);
        if (followed == followed_.end()) {
            room.enter();
        } else {
            followed->second.wanted = false;
            room.dismiss("its bookmark is being asked for");
        }
    }
}

void Rooms::resume() {
    for (const auto& options : options_.rooms) {
        auto& room = rooms_.at(options.room);
        options.joined ? room.resume(options.current_nickname) : room.enter();
    }
    for (const auto& [jid, room] : followed_) {
        if (room.wanted) rooms_.at(jid).resume(room.options.current_nickname);
    }
}

/// What is known of the room from earlier times, if anything is.
Rooms::Followed& Rooms::followed(const Jid& room) {
    const auto [place, is_new] = followed_.try_emplace(room);
    auto& options = place->second.options;
    if (!is_new) return place->second;
    const auto earlier = std::ranges::find(options_.earlier_rooms, room, &RoomOptions::room);
    if (earlier != options_.earlier_rooms.end()) options = *earlier;
    options.room = room;
    return place->second;
}

void Rooms::follow(const stanza::BookmarkChange& change) {
    if (!options_.follow_bookmarks) return;
    std::set<Jid> named;
    for (const auto& each : change.bookmarks) named.insert(each.bookmark.room);
    for (const auto& [jid, room] : followed_) {
        if (change.all && !named.contains(jid)) dismiss(jid);
    }
    int left_out = 0;
    for (const auto& each : change.bookmarks) {
        const auto& bookmark = each.bookmark;
        // The configuration names it.
        if (std::ranges::find(options_.rooms, bookmark.room, &RoomOptions::room) !=
            options_.rooms.end())
            continue;
        if (!bookmark.autojoin || bookmark.removed)
            dismiss(bookmark.room);
        else if (!enter(each))
            ++left_out;
    }
    if (left_out > 0)
        log::warning(domain, "{}: {} bookmarked rooms are not entered: more than {} are too many",
                     context_.account.str(), left_out, most_followed);
}

/// False if there are too many rooms already.
bool Rooms::enter(const stanza::RoomBookmark& marked) {
    const auto& room = marked.bookmark.room;
    const auto& nickname = marked.bookmark.nickname;
    const auto wanted =
        std::ranges::count_if(followed_, [](const auto& entry) { return entry.second.wanted; });
    auto& entry = followed(room);
    if (!entry.wanted && std::cmp_greater_equal(wanted, most_followed)) return false;
    entry.options.password = marked.password;
    if (std::exchange(entry.wanted, true)) return true;
    entry.options.nickname = nickname.empty() ? context_.account.localpart() : nickname;
    rooms_.try_emplace(room, entry.options, options_, context_, outlet_).first->second.enter();
    return true;
}

void Rooms::dismiss(const Jid& room) {
    const auto entry = followed_.find(room);
    if (entry == followed_.end() || !entry->second.wanted) return;
    entry->second.wanted = false;
    entry->second.options.password.clear();
    rooms_.at(room).dismiss("its bookmark says no longer that it is to be entered");
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
