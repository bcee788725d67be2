// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "xmpp/session_options.hpp"
#include "xmpp/vcard_schedule.hpp"
#include "xmpp/wire/resolve.hpp"
#include "xmpp/wire/tls.hpp"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <memory>
#include <string>

namespace boswell::xmpp {

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
    class Life;
    std::unique_ptr<Life> life_;
};

}  // namespace boswell::xmpp
