// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "xmpp/resolve.hpp"
#include "xmpp/tls.hpp"
#include "xmpp/vcard_schedule.hpp"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boswell::xmpp {

struct SessionOptions {
    Jid account;  ///< bare
    std::string resource = "boswell";
    std::string password;
    std::vector<std::string> mechanisms;  ///< allowed; empty: all
    std::string weakest_mechanism;        ///< never weaker than this one; "" for no limit
    bool announce = true;  ///< send presence; if not, contacts' presence is not observed
    Show show = Show::xa;
    std::optional<int>
        priority;  ///< absent: -1, or 0 where the server has neither carbons nor an archive
    bool vcards = true;
    std::chrono::milliseconds handshake_timeout{
        30'000};  ///< from the open socket to the bound resource
    std::chrono::milliseconds iq_timeout{60'000};
    std::chrono::milliseconds ping_after{60'000};  ///< of silence (XEP-0199)
    std::chrono::milliseconds ping_timeout{30'000};
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
/// carbons, roster, presence and vCards; every stanza becomes events for the sink. Used once.
/// Everything, the destructor too, on the thread of the executor; it must outlive its run().
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

    bool online() const;
    /// The last byte the server sent.
    Time last_proof() const;
    /// The mechanism that logged in, "" before.
    std::string mechanism() const;
    /// True once the answers to roster, vCard and the like that this login asked for have all come
    /// or timed out.
    bool caught_up() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace boswell::xmpp
