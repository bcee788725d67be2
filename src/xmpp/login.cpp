// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Client that logs in: STARTTLS (RFC 6120 5), SASL (6), then resource binding (7) or
// the resumption of the last stream (XEP-0198 5).
#include "base/error.hpp"
#include "base/text.hpp"
#include "xmpp/base64.hpp"
#include "xmpp/client.hpp"

namespace boswell::xmpp {

namespace {
constexpr std::string_view tls_ns = "urn:ietf:params:xml:ns:xmpp-tls";
constexpr std::string_view sasl_ns = "urn:ietf:params:xml:ns:xmpp-sasl";
constexpr std::string_view binding_types_ns = "urn:xmpp:sasl-cb:0";
constexpr std::string_view bind_ns = "urn:ietf:params:xml:ns:xmpp-bind";
constexpr std::string_view session_ns = "urn:ietf:params:xml:ns:xmpp-session";
}  // namespace

// What does not belong to the step of the login that is under way is dropped: stanzas before it is
// done above all, since nobody has vouched for them.
void Client::negotiate(const gloox::Tag& element) {
    const bool features = is(element, "features", ns::stream);
    const bool iq = is(element, "iq", ns::client);
    switch (stage_) {
        case Stage::greeting:
            return features ? ask_tls(element) : void();
        case Stage::asked_tls:
            return begin_tls(element);
        case Stage::secured:
            return features ? begin_sasl(element) : void();
        case Stage::authenticating:
            return continue_sasl(element);
        case Stage::authenticated:
            return features ? take_features(element) : void();
        case Stage::resuming:
            return take_resumption(element);
        case Stage::binding:
            if (iq) requests_.take(element);
            return;
        default:
            return;
    }
}

void Client::ask_tls(const gloox::Tag& features) {
    if (find_child(features, "starttls", tls_ns) == nullptr)
        return end(SessionEnd::Cause::not_trusted, "the server offers no encryption");
    stage_ = Stage::asked_tls;
    send_stanza(make_tag("starttls", tls_ns));
}

void Client::begin_tls(const gloox::Tag& answer) {
    if (is(answer, "failure", tls_ns))
        return end(SessionEnd::Cause::lost, "the server could not begin TLS");
    if (!is(answer, "proceed", tls_ns)) return;
    stage_ = Stage::handshake;
    // What follows in the same packet was sent in the clear, perhaps by somebody else.
    reader_.restart();
    m_encryptionActive = true;
    tls_->handshake();
}

static std::vector<std::string> texts_of(const gloox::Tag* parent, std::string_view name) {
    std::vector<std::string> texts;
    if (parent == nullptr) return texts;
    for (const auto* child : parent->children()) {
        if (child->name() != name || child->xmlns() != parent->xmlns()) continue;
        const auto text = name == "channel-binding" ? child->findAttribute("type") : child->cdata();
        texts.emplace_back(trim(text));
    }
    return texts;
}

static std::string as_sent(const Mechanism& mechanism, const std::string& text) {
    return mechanism.is_raw() ? text : encode_base64(text);
}

void Client::begin_sasl(const gloox::Tag& features) {
    const auto offered = texts_of(find_child(features, "mechanisms", sasl_ns), "mechanism");
    const auto binding_types =
        texts_of(find_child(features, "sasl-channel-binding", binding_types_ns), "channel-binding");
    const auto binding = tls_->binding().value_or(TlsStream::Binding{});
    auto request = make_tag("auth", sasl_ns);
    try {
        mechanism_ = choose_mechanism(offered, binding_types,
                                      {.domain = options_.account.domainpart(),
                                       .localpart = options_.account.localpart(),
                                       .password = options_.password,
                                       .token = options_.token,
                                       .certificate = has_certificate_,
                                       .application = options_.application,
                                       .binding_type = binding.type,
                                       .binding = binding.data,
                                       .allowed = options_.mechanisms,
                                       .weakest = options_.weakest_mechanism});
        request->addAttribute("mechanism", std::string(mechanism_->name()));
        for (const auto& [name, value, only] : options_.profile->auth_attributes) {
            if (only.empty() || only == mechanism_->name())
                request->addAttribute(std::string(name), std::string(value));
        }
        // RFC 6120 6.4.2: an empty initial response is "=", none is none.
        if (const auto first = mechanism_->initial())
            request->setCData(first->empty() ? "=" : as_sent(*mechanism_, *first));
    } catch (const NetworkError& error) {
        return end(SessionEnd::Cause::not_trusted, error.what());
    }
    stage_ = Stage::authenticating;
    send_stanza(std::move(request));
}

static std::string decode_payload(const gloox::Tag& element) {
    const auto cdata = element.cdata();
    const auto text = trim(cdata);
    if (text.empty() || text == "=") return {};
    if (auto bytes = decode_base64(text)) return *std::move(bytes);
    throw NetworkError("the server's <{}/> is not Base64", element.name());
}

void Client::continue_sasl(const gloox::Tag& element) {
    try {
        if (is(element, "challenge", sasl_ns)) {
            auto response = make_tag("response", sasl_ns);
            const auto answer = mechanism_->respond(decode_payload(element));
            response->setCData(as_sent(*mechanism_, answer));
            send_stanza(std::move(response));
        } else if (is(element, "success", sasl_ns)) {
            finish_sasl(element);
        } else if (is(element, "failure", sasl_ns)) {
            refuse_sasl(element);
        }
    } catch (const NetworkError& error) {
        end(SessionEnd::Cause::not_trusted, error.what());
    }
}

void Client::finish_sasl(const gloox::Tag& success) {
    mechanism_->finish(decode_payload(success));
    mechanism_name_ = mechanism_->name();
    mechanism_.reset();
    setAuthed(true);
    stage_ = Stage::authenticated;
    open_stream();
}

void Client::refuse_sasl(const gloox::Tag& failure) {
    std::string condition = "not-authorized";
    for (const auto* child : failure.children()) {
        if (child->name() != "text") condition = child->name();
    }
    auto reason = fmt::format("the server refused the login: {}", condition);
    if (const auto text = child_text(failure, "text", sasl_ns); !text.empty())
        reason += fmt::format(" ({})", utf8_prefix(text, 200));
    if (mechanism_ && !mechanism_->explanation().empty())
        reason += fmt::format(" ({})", mechanism_->explanation());
    const bool temporary = condition == "temporary-auth-failure";
    end(temporary ? SessionEnd::Cause::lost : SessionEnd::Cause::refused, std::move(reason));
}

void Client::take_features(const gloox::Tag& features) {
    if (find_child(features, "bind", bind_ns) == nullptr)
        return end(SessionEnd::Cause::lost, "the server offers no resource binding");
    const auto* session = find_child(features, "session", session_ns);
    session_required_ =
        session != nullptr && find_child(*session, "optional", session_ns) == nullptr;
    offers_management_ = find_child(features, "sm", ns::management) != nullptr;
    if (can_resume()) return ask_resumption();
    if (options_.resume) listener_.on_not_resumed();
    ask_binding();
}

/// A full JID of the account; where the service gives accounts their JIDs, any.
bool Client::is_ours(const Jid& jid) const {
    if (jid.is_bare()) return false;
    return options_.profile->assigns_jid || jid.bare() == options_.account;
}

bool Client::can_resume() const {
    if (!offers_management_ || !options_.resume) return false;
    const auto& stream = *options_.resume;
    return !stream.id.empty() && is_ours(stream.jid);
}

void Client::ask_resumption() {
    auto element = make_tag("resume", ns::management);
    element->addAttribute("previd", options_.resume->id);
    element->addAttribute("h", std::to_string(options_.resume->handled));
    stage_ = Stage::resuming;
    send_stanza(std::move(element));
}

void Client::take_resumption(const gloox::Tag& answer) {
    if (is(answer, "resumed", ns::management)) {
        self_ = options_.resume->jid;
        m_resourceBound = true;
        stage_ = Stage::bound;
        listener_.on_resumed();
    } else if (is(answer, "failed", ns::management)) {
        listener_.on_not_resumed();
        ask_binding();
    }
}

void Client::ask_binding() {
    auto payload = make_tag("bind", bind_ns);
    if (!options_.resource.empty()) add_child(*payload, "resource").setCData(options_.resource);
    stage_ = Stage::binding;
    request(std::move(payload), [this](const gloox::Tag* iq) { take_binding(*iq); });
}

void Client::request(TagPtr payload, IqAnswer answer) {
    // No time-out of its own: that of the whole login covers it.
    send_stanza(requests_.ask({.type = "set", .to = {}, .payload = std::move(payload)},
                              IqTracker::Instant(), std::move(answer)));
}

void Client::take_binding(const gloox::Tag& iq) {
    if (!is_result(&iq)) {
        const auto condition = error_condition(iq);
        const bool taken = condition == "conflict";
        return end(taken ? SessionEnd::Cause::conflict : SessionEnd::Cause::lost,
                   "the server did not bind a resource: " + condition);
    }
    const auto* bound = find_child(iq, "bind", bind_ns);
    const auto jid =
        bound == nullptr ? std::nullopt : Jid::parse(child_text(*bound, "jid", bind_ns));
    if (!jid || !is_ours(*jid))
        return end(SessionEnd::Cause::not_trusted, "the server bound us to another account");
    self_ = *jid;
    if (!session_required_) return finish_login();
    request(make_tag("session", session_ns), [this](const gloox::Tag* answer) {
        if (is_result(answer)) return finish_login();
        end(SessionEnd::Cause::lost, "the server opened no session: " + error_condition(*answer));
    });
}

void Client::finish_login() {
    m_resourceBound = true;
    stage_ = Stage::bound;
    listener_.on_bound(self_);
}

}  // namespace boswell::xmpp
