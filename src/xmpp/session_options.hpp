// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "model/omemo.hpp"
#include "model/sign_of_life.hpp"
#include "xmpp/archive_hole.hpp"
#include "xmpp/profile.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boswell::xmpp {

/// How much of the server's archive to fetch (XEP-0313 or XEP-0136): all of it, unless this says
/// otherwise.
struct History {
    bool wanted = true;
    std::optional<Time> since;  ///< nothing older
};

/// A room to be in (XEP-0045), and what is on disk of earlier times in it.
struct RoomOptions {
    Jid room;  ///< bare
    std::string nickname;
    std::string password = {};  ///< of the room; "" if it has none
    std::string fault = {};     ///< why there is no password to enter with; "" if none is missing
    bool joined = false;        ///< the stream that is to be resumed was in the room, as
    std::string current_nickname;
    std::optional<Time>
        seen_until;       ///< until when messages of the room were seen; absent if none was
    std::string subject;  ///< the last one known
    std::optional<ArchiveProgress> progress;  ///< in its archive
};

struct SessionOptions {
    Jid account;  ///< bare
    std::string resource = "boswell";
    std::string password;     ///< "" if the account has a token instead, or only a certificate
    std::string token;        ///< OAuth 2.0 access token
    std::string application;  ///< OAuth 2.0 client_id
    const Profile* profile = &plain_profile();  ///< of its service
    std::vector<std::string> mechanisms;        ///< allowed; empty: all
    std::string weakest_mechanism;              ///< never weaker than this one; "" for no limit
    bool announce = true;  ///< send presence; if not, contacts' presence is not observed
    Show show = Show::xa;
    std::optional<int>
        priority;  ///< absent: -1, or 0 where the server has neither carbons nor an archive
    bool vcards = true;
    std::optional<StreamState> resume;  ///< as it is on disk: go on with it if the server still can
    /// Until when the account was watched, the last proof of life; absent if it never was.
    std::optional<Time> watched_until;
    /// With `resume`: the features of the ConnectionChanged with which that stream began. They are
    /// not asked for again.
    std::vector<std::string> features;
    /// With `resume`: the roster, as far as `jid` and `subscription` say. It is not asked for
    /// again.
    std::vector<RosterItem> contacts;
    std::optional<ArchiveProgress> progress;        ///< in the account's own archive
    std::optional<CollectionsFetched> collections;  ///< where the server has those (XEP-0136)
    std::vector<ArchiveHole> holes;                 ///< as the last session ended, of all archives
    History history;
    std::vector<RoomOptions> rooms;
    std::vector<OmemoBundle> omemo;  ///< to be published, if the account is an OMEMO device
    /// To be taken off the account's list: the OMEMO device that it was.
    std::optional<std::uint32_t> former_device;
    /// Enter the rooms that the account's own clients have bookmarked for that (XEP-0402), and
    /// leave those that are no longer.
    bool follow_bookmarks = false;
    /// With that: what is on disk of other rooms. Those in which the stream that is to be resumed
    /// was are `joined`.
    std::vector<RoomOptions> earlier_rooms;
    std::chrono::milliseconds connect_timeout{10'000};  ///< another address may be alive
    std::chrono::milliseconds handshake_timeout{
        30'000};  ///< from the open socket to the bound resource
    std::chrono::milliseconds iq_timeout{60'000};
    std::chrono::milliseconds ping_after = boswell::ping_after;
    std::chrono::milliseconds ping_timeout = boswell::ping_timeout;
    std::chrono::milliseconds room_ping_after{300'000};  ///< of a room's silence (XEP-0410)
};

/// What an earlier session left of that archive.
inline std::optional<ArchiveHole> find_hole(const SessionOptions& options, const Jid& archive) {
    for (const auto& hole : options.holes) {
        if (hole.archive == archive) return hole;
    }
    return std::nullopt;
}

/// How a session ended.
struct SessionEnd {
    enum class Cause {
        stopped,  ///< by stop()
        lost,     ///< the connection broke, timed out, or the server closed the stream: try again
        refused,  ///< the server refuses this login (password, account disabled): trying again as
                  ///< it is will not help
        not_trusted,  ///< certificate, signature or mechanisms: not the server we want
        conflict,     ///< another client took our resource
    };
    Cause cause;
    std::string reason;                   ///< one sentence for people, without secrets
    std::string see_other_host;           ///< host[:port] if the server sent us elsewhere
    bool blames_secret = true;            ///< with `refused`: the secret itself may be to blame
    std::vector<ArchiveHole> holes = {};  ///< that have to be passed over in the next session
};

}  // namespace boswell::xmpp
