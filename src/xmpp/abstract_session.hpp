// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/omemo.hpp"
#include "xmpp/session_options.hpp"
#include "xmpp/wire/resolve.hpp"

#include <asio/awaitable.hpp>

#include <functional>
#include <optional>
#include <string>

namespace boswell::xmpp {

/// One login on one connection, as its account sees it. Session is the real one; a test has one of
/// its own that plays a server. Used once. Every call, the destructor too, belongs on the thread of
/// the loop; a session must outlive its run().
class AbstractSession {
public:
    virtual ~AbstractSession() = default;

    /// Runs until the session ends. Reports ConnectionChanged{online} once all of the login is
    /// done; the end is reported by the return value alone. An exception of the sink ends the
    /// session and passes through.
    virtual asio::awaitable<SessionEnd> run(Target target) = 0;

    /// Asks for an orderly end: unavailable presence, end of the stream. run() returns within a
    /// second or two.
    virtual void stop() = 0;
    /// Reads nothing more from the socket until resume(); time-outs wait as well.
    virtual void pause() = 0;
    virtual void resume() = 0;

    /// To be called after each commit: all events that the sink has taken are on disk. Must not be
    /// called from within the sink; costs nothing if no event was taken since.
    virtual void committed() = 0;

    /// Makes the account's OMEMO device known by other keys than those that the session began with.
    virtual void publish(const OmemoBundle& bundle) = 0;
    /// Sends a message that carries a key only.
    virtual void send(const OmemoEmptyMessage& message) = 0;
    /// Asks for what an OMEMO device publishes. `answer` is called once, or never if the session
    /// ends before; with nullopt if there is nothing that can be used.
    using BundleAnswer = std::function<void(const std::optional<OmemoBundle>& bundle)>;
    virtual void fetch_bundle(const OmemoAddress& of, BundleAnswer answer) = 0;

    virtual bool online() const = 0;
    /// When the server sent its last byte.
    virtual Time last_proof() const = 0;
    /// The mechanism that logged in, "" before.
    virtual std::string mechanism() const = 0;
    /// True once the answers to roster, vCard and the like that this login asked for have all come
    /// or timed out, and the account's archive is fetched as far as history and server allow.
    virtual bool caught_up() const = 0;
};

}  // namespace boswell::xmpp
