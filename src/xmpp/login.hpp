// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/iq.hpp"
#include "xmpp/sasl.hpp"
#include "xmpp/session_options.hpp"
#include "xmpp/wire/tls_stream.hpp"
#include "xmpp/xml/tag.hpp"

#include <memory>
#include <optional>
#include <string>

namespace boswell::xmpp {

/// The stream that a Login negotiates.
class LoginStream {
public:
    virtual ~LoginStream() = default;
    virtual void send_stanza(TagPtr element) = 0;
    /// Begins TLS. Bytes that came in the clear and have not been read yet are dropped.
    virtual void start_tls() = 0;
    /// SASL has succeeded with that mechanism: the stream begins anew (RFC 6120 6.4.6).
    virtual void on_authenticated(std::string_view mechanism) = 0;
    /// The stream of SessionOptions::resume cannot be resumed; the login goes on without it.
    virtual void on_not_resumed() = 0;
    /// Ends the stream, and the login with it.
    virtual void end(SessionEnd end) = 0;

    /// The data to which SASL can be bound, once there is TLS.
    virtual std::optional<TlsStream::Binding> binding() const = 0;
    /// TLS has shown the server a certificate of ours.
    virtual bool has_certificate() const = 0;
};

/// Logs in on one stream: STARTTLS (RFC 6120 5), SASL (6), then resource binding (7) or the
/// resumption of an earlier stream (XEP-0198 5). Used once.
///
/// Elements that do not belong to the present step are ignored: stanzas above all, since before the
/// login is done nobody has vouched for them.
class Login {
public:
    struct Result {
        Jid self;                        ///< the full JID that we are bound to
        bool resumed = false;            ///< the stream of SessionOptions::resume goes on
        bool offers_management = false;  ///< the server has stream management (XEP-0198)
    };

    /// Both references outlive this.
    Login(const SessionOptions& options, LoginStream& stream);

    /// The connection is open and TLS comes first (XEP-0368). If it is not called, the login begins
    /// with the server's features.
    void begin_with_tls();
    /// To be called when TLS is done and the server's certificate was accepted.
    void take_tls();
    /// Takes a child of the server's stream.
    void take(const stanza::Element& element);

    /// TLS has begun and is not done.
    bool is_in_handshake() const { return stage_ == Stage::handshake; }
    /// TLS is done: whatever comes is from our server, and from nobody on the way to it.
    bool is_secured() const { return stage_ >= Stage::secured; }
    /// The server was asked to resume a stream and has not answered.
    bool is_resuming() const { return stage_ == Stage::resuming; }
    /// Absent until the login has succeeded.
    const std::optional<Result>& result() const { return result_; }

private:
    enum class Stage {
        greeting,        ///< the features of the stream without TLS are awaited
        asked_tls,       ///< <starttls/> was sent
        handshake,       ///< of TLS
        secured,         ///< features with SASL mechanisms are awaited
        authenticating,  ///< SASL
        authenticated,   ///< features with resource binding are awaited
        resuming,        ///< <resume/> was sent
        binding,         ///< and, where the server asks for it, opening a session (RFC 3921 3)
        done,
    };

    void ask_tls(const stanza::Element& features);
    void begin_tls(const stanza::Element& answer);
    void begin_sasl(const stanza::Element& features);
    std::unique_ptr<SaslExchange> choose(const stanza::Element& features) const;
    TagPtr first_message();
    void continue_sasl(const stanza::Element& element);
    void finish_sasl(const stanza::Element& success);
    std::string quoted(std::string_view text) const;
    void refuse_sasl(const stanza::Element& failure);
    void take_features(const stanza::Element& features);
    bool is_ours(const Jid& jid) const;
    bool can_resume() const;
    void ask_resumption();
    void take_resumption(const stanza::Element& answer);
    void ask_binding();
    void request(TagPtr payload, IqAnswer answer);
    void take_binding(const stanza::Element& iq);
    void finish(Result result);
    void end(SessionEnd::Cause cause, std::string reason);

    const SessionOptions& options_;
    LoginStream& stream_;
    Stage stage_ = Stage::greeting;
    std::unique_ptr<SaslExchange> exchange_;
    IqTracker requests_;
    bool offers_management_ = false;
    bool session_required_ = false;
    std::optional<Result> result_;
};

}  // namespace boswell::xmpp
