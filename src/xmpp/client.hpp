// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/iq.hpp"
#include "xmpp/sasl.hpp"
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

/// What a Client tells. Nothing is called before the login is done but on_bytes(), on_end() and
/// on_failure(). What is thrown from here reaches on_failure().
class ClientListener {
public:
    virtual ~ClientListener() = default;
    virtual void on_bytes() = 0;
    virtual void on_bound(const Jid& self) = 0;
    /// Instead of on_bound(): the stream of SessionOptions::resume goes on.
    virtual void on_resumed() = 0;
    /// That stream cannot be resumed; the login goes on, or the stream ends.
    virtual void on_not_resumed() = 0;
    /// Also of what is no stanza but manages the stream.
    virtual void on_stanza(const gloox::Tag& stanza, std::string_view original) = 0;
    virtual void on_rejected(const RejectedStanza& rejected) = 0;
    /// The stream is over; called once. The Client must not be destroyed from within.
    virtual void on_end(SessionEnd end) = 0;
    virtual void on_failure(std::exception_ptr failure) noexcept = 0;
};

/// One XMPP stream: TLS, SASL and resource binding, then stanzas. gloox::Client gives the plumbing
/// between connection, encryption and us; its parser, SASL, stanza handling and certificate checks
/// are replaced, each for a reason given where that is done.
///
/// TLS is required. Whatever the server says before it, and before SASL is done, is believed only
/// as far as the login needs it.
class Client : public gloox::Client, private StanzaHandler {
public:
    /// `connection` must be open.
    Client(const SessionOptions& options, const TlsContext& tls, bool direct_tls,
           std::unique_ptr<Connection> connection, ClientListener& listener);
    ~Client() override;

    /// Opens the stream.
    void start();
    void send_stanza(TagPtr stanza);
    /// Says goodbye; the stream ends once the server has done so, too.
    void close_stream();
    /// Ends the stream at once, with this as its end.
    void end(SessionEnd end);
    /// The same without a goodbye, so that the server keeps the stream for a while to be resumed.
    void drop(SessionEnd end);
    /// Data that comes is kept, not read, until release().
    void hold() { holding_ = true; }
    void release();

    Connection& connection() { return *connection_; }
    bool is_bound() const { return stage_ == Stage::bound; }
    /// The server offers stream management (XEP-0198).
    bool offers_management() const { return offers_management_; }
    const std::string& mechanism() const { return mechanism_name_; }
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
    enum class Stage {
        greeting,        ///< before TLS: the stream header and features are awaited
        asked_tls,       ///< <starttls/> was sent
        handshake,       ///< of TLS
        secured,         ///< features with SASL mechanisms are awaited
        authenticating,  ///< SASL
        authenticated,   ///< features with resource binding are awaited
        resuming,        ///< the last stream was asked for (XEP-0198)
        binding,         ///< and, where the server asks for it, opening a session (RFC 3921 3)
        bound,
        ended,
    };

    // StanzaHandler
    void on_stream_header(std::unique_ptr<gloox::Tag> header) override;
    void on_stanza(std::unique_ptr<gloox::Tag> stanza, std::string_view original) override;
    void on_rejected(RejectedStanza rejected) override;
    void on_stream_closed() override;
    void on_broken(std::string reason) override;

    template <typename Action>
    void guarded(Action action) noexcept;
    void read(const std::string& data);
    void open_stream();
    void take_stream_error(const gloox::Tag& error);
    void end(SessionEnd::Cause cause, std::string reason);

    // login.cpp
    void negotiate(const gloox::Tag& element);
    void ask_tls(const gloox::Tag& features);
    void begin_tls(const gloox::Tag& answer);
    void begin_sasl(const gloox::Tag& features);
    void continue_sasl(const gloox::Tag& element);
    void finish_sasl(const gloox::Tag& success);
    void refuse_sasl(const gloox::Tag& failure);
    void take_features(const gloox::Tag& features);
    bool is_ours(const Jid& jid) const;
    bool can_resume() const;
    void ask_resumption();
    void take_resumption(const gloox::Tag& answer);
    void ask_binding();
    void request(TagPtr payload, IqAnswer answer);
    void take_binding(const gloox::Tag& iq);
    void finish_login();

    const SessionOptions& options_;
    ClientListener& listener_;
    Connection* connection_;  // gloox deletes it
    TlsStream* tls_;          // gloox deletes it
    bool direct_tls_;
    bool has_certificate_;
    StanzaReader reader_;
    Stage stage_ = Stage::greeting;
    bool holding_ = false;
    std::string held_;
    std::unique_ptr<Mechanism> mechanism_;
    std::string mechanism_name_;
    IqTracker requests_;
    bool offers_management_ = false;
    bool session_required_ = false;
    Jid self_;
};

}  // namespace boswell::xmpp
