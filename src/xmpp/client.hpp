// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/login.hpp"
#include "xmpp/session_options.hpp"
#include "xmpp/wire/connection.hpp"
#include "xmpp/wire/tls.hpp"
#include "xmpp/wire/tls_stream.hpp"
#include "xmpp/xml/stanza_reader.hpp"
#include "xmpp/xml/tag.hpp"

#include <gloox/client.h>

#include <exception>
#include <memory>
#include <string>

namespace boswell::xmpp {

/// Hears of what happens on a Client's stream. Before the login is done only on_bytes(), on_end()
/// and on_failure() are called. An exception that is thrown here reaches on_failure().
class ClientListener {
public:
    virtual ~ClientListener() = default;
    virtual void on_bytes() = 0;
    /// The secrets of the options are not needed any more. Also called before the login is done.
    virtual void on_authenticated() {}
    virtual void on_bound(const Jid& self) = 0;
    /// Called instead of on_bound() if the stream of SessionOptions::resume goes on.
    virtual void on_resumed() = 0;
    /// That stream cannot be resumed; the login goes on, or the stream ends.
    virtual void on_not_resumed() = 0;
    /// Also called for the elements of stream management, which are not stanzas.
    virtual void on_stanza(const stanza::Element& stanza, std::string_view original) = 0;
    virtual void on_rejected(const RejectedStanza& rejected) = 0;
    /// What the server sends cannot be read any more; on_end() follows.
    virtual void on_broken(const std::string& reason) = 0;
    /// The stream is over; called once. The Client must not be destroyed from within.
    virtual void on_end(SessionEnd end) = 0;
    virtual void on_failure(std::exception_ptr failure) noexcept = 0;
};

/// One XMPP stream: a Login, then stanzas. gloox::Client gives the plumbing between connection,
/// encryption and us; its parser, SASL, stanza handling and certificate checks are replaced, each
/// for a reason given where that is done.
///
/// TLS is required. Whatever the server says before it, and before SASL is done, is believed only
/// as far as the login needs it.
class Client : public gloox::Client, private StanzaHandler, private LoginStream {
public:
    /// `connection` must be open.
    Client(const SessionOptions& options, const TlsContext& tls, bool direct_tls,
           std::unique_ptr<Connection> connection, ClientListener& listener);
    ~Client() override;

    /// Opens the stream.
    void start();
    void send_stanza(TagPtr stanza) override;
    /// Says goodbye; the stream ends once the server has done so, too.
    void close_stream();
    /// Ends the stream at once; on_end() gets `end`.
    void end(SessionEnd end) override;
    /// The same without a goodbye, so that the server keeps the stream for a while to be resumed.
    void drop(SessionEnd end);
    /// From now on, data that comes is kept unread until release().
    void hold() { holding_ = true; }
    void release();

    Connection& connection() { return *connection_; }
    bool is_bound() const { return !login_ && !ended_; }
    /// The server offers stream management (XEP-0198).
    bool offers_management() const { return offers_management_; }
    /// The SASL mechanism that logged in, "" before.
    const std::string& mechanism() const { return mechanism_; }
    std::string tls_description() const { return tls_->description(); }

    // gloox
    void handleConnect(const gloox::ConnectionBase* connection) override;
    void handleDisconnect(const gloox::ConnectionBase* connection,
                          gloox::ConnectionError reason) override;
    void handleReceivedData(const gloox::ConnectionBase* connection,
                            const std::string& data) override;
    void handleDecryptedData(const gloox::TLSBase* tls, const std::string& data) override;
    void handleHandshakeResult(const gloox::TLSBase* tls, bool success,
                               gloox::CertInfo& certificate) override;

private:
    // LoginStream
    void start_tls() override;
    void on_authenticated(std::string_view mechanism) override;
    void on_not_resumed() override { listener_.on_not_resumed(); }
    std::optional<TlsStream::Binding> binding() const override { return tls_->binding(); }
    bool has_certificate() const override { return has_certificate_; }

    // StanzaHandler
    void on_stanza(const stanza::Element& stanza, std::string_view original) override;
    void on_rejected(RejectedStanza rejected) override;
    void on_stream_closed() override;
    void on_broken(std::string reason) override;

    template <typename Action>
    void guarded(Action action) noexcept;
    void read(const std::string& data);
    void open_stream();
    void log_in(const stanza::Element& element);
    void take_stream_error(const stanza::Element& error);
    void end(SessionEnd::Cause cause, std::string reason);

    const SessionOptions& options_;
    ClientListener& listener_;
    Connection* connection_;  // gloox deletes it
    TlsStream* tls_;          // gloox deletes it
    bool direct_tls_;
    bool has_certificate_;
    StanzaReader reader_;
    std::optional<Login> login_;  // until it has succeeded
    bool ended_ = false;
    bool closed_ = false;  // by us
    bool holding_ = false;
    std::string held_;
    std::string mechanism_;
    bool offers_management_ = false;
};

}  // namespace boswell::xmpp
