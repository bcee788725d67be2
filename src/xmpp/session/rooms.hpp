// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/session/room.hpp"

#include <map>
#include <vector>

namespace boswell::xmpp {

/// The rooms of a session: those that the configuration names, and no others, whoever invites.
class Rooms {
public:
    /// The references outlive this.
    Rooms(const SessionOptions& options, stanza::Context& context, Outlet& outlet);

    /// Enters them all.
    void enter();
    /// The stream was resumed: enters the rooms that it was not in.
    void resume();
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
    const SessionOptions& options_;
    std::map<Jid, Room> rooms_;
};

}  // namespace boswell::xmpp
