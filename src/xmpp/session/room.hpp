// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/session/archive_fetcher.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/session/room_notice.hpp"
#include "xmpp/session_options.hpp"
#include "xmpp/translate/translate.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace boswell::xmpp {

/// Being in one room (XEP-0045), for as long as a session lasts: asks what the room can do, enters,
/// fetches what its archive has, and comes back whenever it was thrown out or the room has
/// forgotten us, which it notices by asking itself (XEP-0410) when the room is silent.
///
/// A guest: it never creates a room; after a kick it waits for half a minute and then longer each
/// time; where it is not welcome, for an hour. If the nickname is taken it adds "_".
class Room {
public:
    using Instant = IqTracker::Instant;

    /// What the room shares with the session. All of it outlives the room.
    struct Surroundings {
        const SessionOptions& options;
        std::function<Instant()> clock;
        Context& context;
        Outlet& outlet;
    };
    Room(const RoomOptions& options, const Surroundings& surroundings);

    /// Enters.
    void enter();
    /// Instead: the stream goes on in which we were in it by that nickname; that is made sure.
    void resume(const std::string& nickname);
    /// To be called now and then.
    void tick();
    /// A presence from the room.
    void see_presence(const gloox::Tag& presence);
    /// A message from the room, or a result of its archive. True if it only repeats the subject,
    /// which every room tells whoever enters.
    bool repeats(const gloox::Tag& message);
    /// Says goodbye where the end of the session would not.
    void leave();
    /// True if nothing is under way: it is in and has fetched what there is, or waits to try again.
    bool idle() const;

private:
    enum class Stage { outside, asking, joining, verifying, joined };
    RoomContext& ours() { return around_.context.rooms.at(room_); }
    Jid self() const { return room_.with_resource(nickname_); }
    void ask_features();
    void take_features(const gloox::Tag* iq);
    void read_features(const gloox::Tag& query);
    void join();
    void take_error(const RoomNotice& notice);
    void entered(const RoomNotice& notice);
    void catch_up();
    void begin_fetch();
    void settle_gap();
    bool take_nickname(const std::string& nickname);
    void go_out(RoomState state, const std::string& reason, std::chrono::seconds delay);
    std::chrono::seconds next_delay();
    bool take_subject(const std::string& subject, bool dated);
    void check_silence();
    void take_pong(const gloox::Tag* iq);
    void still_there();
    void forgotten(const std::string& reason);
    void heard();
    void change(RoomState state, const std::string& reason);
    void report();

    const Jid room_;
    const std::string wanted_nickname_;
    Surroundings around_;
    ArchiveFetcher archive_;
    Stage stage_ = Stage::outside;
    std::string nickname_;
    std::string subject_;
    bool fetches_archive_ = false;
    RoomChanged reported_;            // the last change
    bool subject_due_ = false;        // we have just entered
    std::optional<Time> seen_until_;  // while we are outside
    std::optional<Time> owed_since_;  // not yet made up for since we are back
    bool fetch_due_ = false;
    bool ping_open_ = false;
    int unanswered_ = 0;
    int failures_ = 0;  // in a row
    int kicks_ = 0;
    Instant deadline_{};  // of joining, or when to try again
    Instant heard_at_{};
    Instant entered_at_{};
    Time last_heard_{};
};

}  // namespace boswell::xmpp
