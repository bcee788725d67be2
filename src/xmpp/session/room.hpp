// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/session/archive_fetcher.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/session/reentry_delay.hpp"
#include "xmpp/session/room_notice.hpp"
#include "xmpp/session/self_ping.hpp"
#include "xmpp/session_options.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace boswell::xmpp {

/// Keeps us in one room (XEP-0045) for as long as a session lasts: asks which features the room
/// has, enters, fetches what the room's archive has, and comes back whenever we were thrown out or
/// the room has forgotten us (SelfPing).
///
/// We behave as a guest: a room is never created; after a kick we wait for half a minute and then
/// longer each time, and where we are not welcome for an hour. If the nickname is taken, "_" is
/// appended. A password is sent with each entry, and no error repeats it.
class Room {
public:
    using Instant = IqTracker::Instant;

    /// `session_options` hold for every room. All references outlive this.
    Room(const RoomOptions& options, const SessionOptions& session_options,
         stanza::Context& context, Outlet& outlet);
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;

    /// Enters.
    void enter();
    /// Instead of enter(): the stream was resumed, so we should still be in the room under this
    /// nickname. Asks the room to be certain.
    void resume(const std::string& nickname);
    /// To be called now and then.
    void tick();
    /// A presence from the room.
    void see_presence(const stanza::Element& presence);
    /// A message from the room, or a result of its archive. True if the message only repeats the
    /// subject, which every room sends to whoever enters.
    bool repeats(const stanza::Element& message);
    /// Says goodbye where the end of the session would not.
    void leave();
    /// Leaves for good, for that reason: only enter() brings us back.
    void dismiss(const std::string& reason);
    /// True if nothing is under way: we are in the room and have fetched what its archive has, or
    /// wait to try again.
    bool idle() const;
    /// As ArchiveFetcher's.
    void on_broken() { archive_.on_broken(); }
    std::optional<ArchiveHole> hole() const { return archive_.hole(); }

private:
    enum class Stage { outside, asking, joining, verifying, joined, dismissed };
    stanza::RoomContext& ours() { return context_.rooms.at(room_); }
    Jid self() const { return room_.with_resource(nickname_); }
    void ask_features();
    void take_features(const stanza::Element* iq);
    void read_features(const stanza::Element& query);
    void join();
    void take_error(RoomNotice notice);
    void entered(const RoomNotice& notice);
    void catch_up();
    void begin_fetch();
    void settle_gap();
    bool take_nickname(const std::string& nickname);
    void go_out(RoomState state, const std::string& reason, std::chrono::seconds delay);
    void fail(const std::string& reason);
    bool take_subject(std::string_view subject, bool dated);
    void take_answer(SelfPing::Answer answer);
    void still_there();
    void forgotten(const std::string& reason);
    void heard();
    void change(RoomState state, const std::string& reason);
    void report();

    const Jid room_;
    const RoomOptions& options_;
    const SessionOptions& session_options_;
    stanza::Context& context_;
    Outlet& outlet_;
    ArchiveFetcher archive_;
    SelfPing self_ping_;
    ReentryDelay reentry_;
    Stage stage_ = Stage::outside;
    std::string nickname_;
    std::string subject_;
    bool fetches_archive_ = false;
    RoomChanged reported_;            // the last change
    bool subject_due_ = false;        // we have just entered
    std::optional<Time> seen_until_;  // while we are outside
    std::optional<Time> owed_since_;  // from when on the archive still has to fill our absence
    bool fetch_due_ = false;
    Instant deadline_{};  // of joining, or when to try again
    Instant entered_at_{};
    Time last_heard_{};
};

}  // namespace boswell::xmpp
