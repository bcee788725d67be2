// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "xmpp/profile.hpp"
#include "xmpp/vcard_schedule.hpp"
#include "xmpp/wire/resolve.hpp"
#include "xmpp/wire/tls.hpp"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <chrono>
#include <memory>
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
    bool joined = false;  ///< the stream that is resumed was in it, by
    std::string current_nickname;
    std::optional<Time>
        seen_until;       ///< what was said there until then was seen; absent if none was
    std::string subject;  ///< the last one known
    std::optional<ArchiveProgress> progress;  ///< in its archive
};

struct SessionOptions {
    Jid account;  ///< bare
    std::string resource = "boswell";
    std::string password;     ///< "" if the account has a token instead, or only a certificate
    std::string token;        ///< OAuth 2.0 access token
    std::string application;  ///< OAuth 2.0 client_id
    const Profile* profile = &plain_profile();  ///< what its service does otherwise
    std::vector<std::string> mechanisms;        ///< allowed; empty: all
    std::string weakest_mechanism;              ///< never weaker than this one; "" for no limit
    bool announce = true;  ///< send presence; if not, contacts' presence is not observed
    Show show = Show::xa;
    std::optional<int>
        priority;  ///< absent: -1, or 0 where the server has neither carbons nor an archive
    bool vcards = true;
    std::optional<StreamState> resume;  ///< as it is on disk: go on with it if the server still can
    /// With `resume`: those of the ConnectionChanged with which that stream began, which are not
    /// asked for again.
    std::vector<std::string> features;
    std::optional<ArchiveProgress> progress;  ///< in the account's own archive
    History history;
    std::vector<RoomOptions> rooms;
    std::chrono::milliseconds connect_timeout{10'000};  ///< another address may be alive
    std::chrono::milliseconds handshake_timeout{
        30'000};  ///< from the open socket to the bound resource
    std::chrono::milliseconds iq_timeout{60'000};
    std::chrono::milliseconds ping_after{60'000};  ///< of silence (XEP-0199)
    std::chrono::milliseconds ping_timeout{30'000};
    std::chrono::milliseconds room_ping_after{300'000};  ///< of a room's silence (XEP-0410)
};

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
    std::string reason;          ///< one sentence for people, without secrets
    std::string see_other_host;  ///< host[:port] if the server sent us elsewhere
};

/// One login on one connection, from the socket to its end: TLS, SASL, resource binding, then
/// carbons, roster, presence, vCards, rooms (XEP-0045) and the archives (XEP-0313) of the account
/// and of its rooms; every stanza becomes events for the sink. Used once. Everything, the
/// destructor too, on the thread of the executor; it must outlive its run().
///
/// Under stream management (XEP-0198) the server is told only of stanzas whose events are on disk:
/// whoever owns the sink calls committed() after each commit.
class Session {
public:
    Session(asio::any_io_executor executor, SessionOptions options, const TlsContext& tls,
            VCardSchedule& vcards, EventSink& sink);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Runs until the session ends. Reports ConnectionChanged{online} once all of the login is
    /// done; the end is reported by the return value alone. An exception of the sink ends the
    /// session and passes through.
    asio::awaitable<SessionEnd> run(Target target);

    /// Asks for an orderly end: unavailable presence, end of the stream. run() returns within a
    /// second or two.
    void stop();
    /// Reads nothing more from the socket until resume(); time-outs wait as well.
    void pause();
    void resume();

    /// All that the sink has taken is on disk. To be called after each commit, and from nowhere
    /// within the sink; costs nothing if nothing was taken since.
    void committed();

    bool online() const;
    /// The last byte the server sent.
    Time last_proof() const;
    /// The mechanism that logged in, "" before.
    std::string mechanism() const;
    /// True once the answers to roster, vCard and the like that this login asked for have all come
    /// or timed out, and the account's archive is fetched as far as history and server allow.
    bool caught_up() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace boswell::xmpp
