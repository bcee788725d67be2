// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/client.hpp"

#include "base/log.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace boswell::xmpp {

static constexpr log::Domain domain{"stream"};

// Room for a roster of a hundred thousand contacts in one stanza; servers allow strangers far less.
static constexpr stanza::Limits limits{
    .bytes = 24u << 20, .depth = 64, .elements = 300'000, .attributes = 64};

static gloox::JID address_of(const SessionOptions& options) {
    return gloox::JID(options.account.str() + "/" + options.resource);
}

Client::Client(const SessionOptions& options, const TlsContext& tls, bool direct_tls,
               std::unique_ptr<Connection> connection, ClientListener& listener)
    : gloox::Client(address_of(options), ""),
      options_(options),
      listener_(listener),
      connection_(connection.get()),
      tls_(new TlsStream(this, tls, options.account.domainpart(), direct_tls)),
      direct_tls_(direct_tls),
      has_certificate_(tls.has_certificate()),
      reader_(limits, *this, options.profile->modern_address),
      login_(std::in_place, options, static_cast<LoginStream&>(*this)) {
    setEncryptionImpl(tls_);  // gloox deletes it
    connection->registerConnectionDataHandler(this);
    setConnectionImpl(connection.release());  // gloox deletes it
    setCompression(false);
}

Client::~Client() = default;

// An exception must cross neither gloox nor expat, which stand between this call and our caller.
template <typename Action>
void Client::guarded(Action action) noexcept {
    try {
        action();
    } catch (...) {
        ended_ = true;
        reader_.stop();
        listener_.on_failure(std::current_exception());
    }
}

void Client::start() { connection_->connect(); }

void Client::handleConnect(const gloox::ConnectionBase* /*connection*/) {
    guarded([&] {
        if (direct_tls_)
            login_->begin_with_tls();
        else
            open_stream();
    });
}

void Client::open_stream() {
    reader_.restart();
    header();
}

void Client::start_tls() {
    // Bytes that came in the same packet were sent in the clear, perhaps by somebody else.
    reader_.restart();
    m_encryptionActive = true;
    tls_->handshake();
}

void Client::on_authenticated(std::string_view mechanism) {
    mechanism_ = mechanism;
    listener_.on_authenticated();
    setAuthed(true);
    open_stream();
}

void Client::handleDisconnect(const gloox::ConnectionBase* /*connection*/,
                              gloox::ConnectionError /*reason*/) {
    guarded([&] { end(SessionEnd::Cause::lost, "the connection broke"); });
}

void Client::handleReceivedData(const gloox::ConnectionBase* /*connection*/,
                                const std::string& data) {
    guarded([&] {
        listener_.on_bytes();
        if (holding_)
            held_ += data;
        else
            read(data);
    });
}

void Client::release() {
    holding_ = false;
    guarded([&] {
        if (!held_.empty()) read(std::exchange(held_, {}));
    });
}

void Client::read(const std::string& data) {
    if (ended_) return;
    if (!m_encryptionActive) return reader_.feed(data);
    tls_->decrypt(data);
    if (tls_->finished()) end(SessionEnd::Cause::lost, "the server ended TLS");
}

void Client::handleDecryptedData(const gloox::TLSBase* /*tls*/, const std::string& data) {
    guarded([&] {
        if (!ended_) reader_.feed(data);
    });
}

void Client::handleHandshakeResult(const gloox::TLSBase* /*tls*/, bool success,
                                   gloox::CertInfo& /*certificate*/) {
    guarded([&] {
        if (ended_ || !login_ || !login_->is_in_handshake()) return;
        if (!success) return end(SessionEnd::Cause::not_trusted, tls_->reason());
        log::info(domain, "{}: {}, and the certificate is valid", options_.account.str(),
                  tls_->description());
        login_->take_tls();
        open_stream();
    });
}

void Client::on_stanza(const stanza::Element& stanza, std::string_view original) {
    guarded([&] {
        if (ended_) return;
        if (is(stanza, "error", ns::stream)) return take_stream_error(stanza);
        if (login_) return log_in(stanza);
        listener_.on_stanza(stanza, original);
    });
}

void Client::log_in(const stanza::Element& element) {
    login_->take(element);
    if (ended_ || !login_->result()) return;
    const auto result = *login_->result();
    login_.reset();
    offers_management_ = result.offers_management;
    m_resourceBound = true;
    if (result.resumed)
        listener_.on_resumed();
    else
        listener_.on_bound(result.self);
}

void Client::on_rejected(RejectedStanza rejected) {
    guarded([&] {
        if (is_bound()) listener_.on_rejected(rejected);
    });
}

void Client::on_stream_closed() {
    guarded([&] { end(SessionEnd::Cause::lost, "the server closed the stream"); });
}

void Client::on_broken(std::string reason) {
    guarded([&] {
        if (is_bound()) listener_.on_broken(reason);
        end(SessionEnd::Cause::lost, "the server's stream is broken: " + reason);
    });
}

// RFC 6120 4.9.3. A server that names an element after a secret must not get it into a log.
static constexpr std::array<std::string_view, 25> conditions{"bad-format",
                                                             "bad-namespace-prefix",
                                                             "conflict",
                                                             "connection-timeout",
                                                             "host-gone",
                                                             "host-unknown",
                                                             "improper-addressing",
                                                             "internal-server-error",
                                                             "invalid-from",
                                                             "invalid-namespace",
                                                             "invalid-xml",
                                                             "not-authorized",
                                                             "not-well-formed",
                                                             "policy-violation",
                                                             "remote-connection-failed",
                                                             "reset",
                                                             "resource-constraint",
                                                             "restricted-xml",
                                                             "see-other-host",
                                                             "system-shutdown",
                                                             "undefined-condition",
                                                             "unsupported-encoding",
                                                             "unsupported-feature",
                                                             "unsupported-stanza-type",
                                                             "unsupported-version"};

static std::string known(std::string_view condition) {
    const bool listed = std::ranges::find(conditions, condition) != conditions.end();
    return std::string(listed ? condition : "undefined-condition");
}

/// The element that names the condition; nullptr if the error has none.
static const stanza::Element* find_condition(const stanza::Element& error) {
    for (const auto& child : error.children()) {
        if (child.name() != "text") return &child;
    }
    return nullptr;
}

// Before TLS anybody on the way to the server can have sent the error, so it is not taken as final.
void Client::take_stream_error(const stanza::Element& error) {
    const auto* element = find_condition(error);
    const auto condition = known(element ? element->name() : "");
    const bool trusted = !login_ || login_->is_secured();
    SessionEnd result{.cause = SessionEnd::Cause::lost,
                      .reason = "the server ended the stream: " + condition,
                      .see_other_host = {}};
    if (trusted && condition == "conflict") result.cause = SessionEnd::Cause::conflict;
    if (trusted && condition == "not-authorized") result.cause = SessionEnd::Cause::refused;
    if (trusted && condition == "policy-violation" && login_)
        result.cause = SessionEnd::Cause::refused;
    if (condition == "see-other-host") result.see_other_host = trim(element->text());
    // The server may, for example, find our count too high. To ask for the resumption again would
    // only repeat the error.
    if (login_ && login_->is_resuming()) listener_.on_not_resumed();
    end(std::move(result));
}

// RFC 6120 4.4: nothing may follow the closing tag.
void Client::send_stanza(TagPtr stanza) {
    if (closed_) return;
    gloox::Client::send(stanza.release());  // gloox deletes it
}

void Client::close_stream() {
    if (!std::exchange(closed_, true)) gloox::ClientBase::send("</stream:stream>");
}

void Client::end(SessionEnd::Cause cause, std::string reason) {
    end({.cause = cause, .reason = std::move(reason), .see_other_host = {}});
}

void Client::end(SessionEnd end) {
    if (ended_) return;
    close_stream();
    drop(std::move(end));
}

void Client::drop(SessionEnd end) {
    if (ended_) return;
    ended_ = true;
    reader_.stop();
    listener_.on_end(std::move(end));
}

}  // namespace boswell::xmpp
