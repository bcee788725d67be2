// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/own_lists.hpp"
#include "xmpp/session/room.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace boswell::xmpp {

/// The rooms of a session: those that the configuration names, those that the account's own clients
/// have bookmarked if it says so, and no others, whoever invites.
class Rooms {
public:
    /// More bookmarks than this are not followed at once.
    static constexpr std::size_t most_followed = 100;

    /// The references outlive this.
    Rooms(const SessionOptions& options, stanza::Context& context, Outlet& outlet);

    /// Enters them all.
    void enter();
    /// The stream was resumed: enters the rooms that it was not in.
    void resume();
    /// Enters the rooms that are bookmarked for it, and leaves those that were and no longer are.
    /// What the configuration says of a room counts more.
    void follow(const stanza::BookmarkChange& change);
    void tick();
    /// Says goodbye in each.
    void leave();
    /// Shows a stanza to the room from which it comes. True if the stanza tells nothing new.
    bool see(const stanza::Element& stanza);
    bool idle() const;
    /// What the server sent cannot be read, and the stream is over.
    void on_broken();
    /// What the next session has to pass over in the archives of the rooms.
    std::vector<ArchiveHole> holes() const;

private:
    /// A room that a bookmark may bring us into. Room has references to its options.
    struct Followed {
        RoomOptions options;
        bool wanted = false;
    };
    Followed& followed(const Jid& room);
    bool enter(const stanza::RoomBookmark& marked);
    void dismiss(const Jid& room);

    const SessionOptions& options_;
    stanza::Context& context_;
    Outlet& outlet_;
    std::map<Jid, Followed> followed_;
    std::map<Jid, Room> rooms_;
};

}  // namespace boswell::xmpp
