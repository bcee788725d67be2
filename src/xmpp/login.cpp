// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/login.hpp"

#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "xmpp/sasl/redact.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace boswell::xmpp {

static constexpr log::Domain domain{"login"};

namespace {
constexpr std::string_view tls_ns = "urn:ietf:params:xml:ns:xmpp-tls";
constexpr std::string_view sasl_ns = "urn:ietf:params:xml:ns:xmpp-sasl";
constexpr std::string_view binding_types_ns = "urn:xmpp:sasl-cb:0";
constexpr std::string_view bind_ns = "urn:ietf:params:xml:ns:xmpp-bind";
constexpr std::string_view session_ns = "urn:ietf:params:xml:ns:xmpp-session";
constexpr std::size_t longest_quotation = 200;
}  // namespace

Login::Login(const SessionOptions& options, LoginStream& stream)
    : options_(options),
      stream_(stream),
      // No time-out of its own: that of the whole login covers it.
      requests_(options.account, std::chrono::milliseconds::zero()) {}

void Login::begin_with_tls() {
    stage_ = Stage::handshake;
    stream_.start_tls();
}

void Login::take_tls() { stage_ = Stage::secured; }

void Login::take(const stanza::Element& element) {
    const bool features = is(element, "features", ns::stream);
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
            if (is(element, "iq", ns::client)) requests_.take(element);
            return;
        case Stage::handshake:
        case Stage::done:
            return;
    }
}

void Login::ask_tls(const stanza::Element& features) {
    if (find_child(features, "starttls", tls_ns) == nullptr)
        return end(SessionEnd::Cause::not_trusted, "the server offers no encryption");
    stage_ = Stage::asked_tls;
    stream_.send_stanza(make_tag("starttls", tls_ns));
}

void Login::begin_tls(const stanza::Element& answer) {
    if (is(answer, "failure", tls_ns))
        return end(SessionEnd::Cause::lost, "the server could not begin TLS");
    if (is(answer, "proceed", tls_ns)) begin_with_tls();
}

static std::vector<std::string> texts_of(const stanza::Element* parent, std::string_view name) {
    std::vector<std::string> texts;
    if (parent == nullptr) return texts;
    for (const auto& child : parent->children()) {
        if (child.name() != name || child.xmlns() != parent->xmlns()) continue;
        const auto text = name == "channel-binding" ? child.attribute("type") : child.text();
        texts.emplace_back(trim(text));
    }
    return texts;
}

static std::string as_sent(const SaslExchange& exchange, const std::string& text) {
    return exchange.is_raw() ? text : encode_base64(text);
}

std::unique_ptr<SaslExchange> Login::choose(const stanza::Element& features) const {
    const auto offered = texts_of(find_child(features, "mechanisms", sasl_ns), "mechanism");
    const auto binding_types =
        texts_of(find_child(features, "sasl-channel-binding", binding_types_ns), "channel-binding");
    const auto binding = stream_.binding().value_or(TlsStream::Binding{});
    return begin_exchange(offered, binding_types,
                          {.domain = options_.account.domainpart(),
                           .localpart = options_.account.localpart(),
                           .password = options_.password,
                           .token = options_.token,
                           .certificate = stream_.has_certificate(),
                           .application = options_.application,
                           .binding_type = binding.type,
                           .binding = binding.data,
                           .allowed = options_.mechanisms,
                           .weakest = options_.weakest_mechanism});
}

TagPtr Login::first_message() {
    auto auth = make_tag("auth", sasl_ns);
    auth->addAttribute("mechanism", std::string(exchange_->name()));
    for (const auto& [name, value, only] : options_.profile->auth_attributes) {
        if (only.empty() || only == exchange_->name())
            auth->addAttribute(std::string(name), std::string(value));
    }
    // RFC 6120 6.4.2: an empty initial response is written "="; without one there is no text.
    if (const auto initial = exchange_->initial())
        auth->setCData(initial->empty() ? "=" : as_sent(*exchange_, *initial));
    return auth;
}

void Login::begin_sasl(const stanza::Element& features) {
    TagPtr auth;
    try {
        exchange_ = choose(features);
        auth = first_message();
    } catch (const NetworkError& error) {
        return end(SessionEnd::Cause::not_trusted, error.what());
    }
    log::info(domain, "{}: logging in by {}", options_.account.str(), exchange_->name());
    stage_ = Stage::authenticating;
    stream_.send_stanza(std::move(auth));
}

static std::string decode_payload(const stanza::Element& element) {
    const auto text = trim(element.text());
    if (text.empty() || text == "=") return {};
    if (auto bytes = decode_base64(text)) return *std::move(bytes);
    throw NetworkError("the server's <{}/> is not Base64", element.name());
}

void Login::continue_sasl(const stanza::Element& element) {
    try {
        if (is(element, "challenge", sasl_ns)) {
            auto response = make_tag("response", sasl_ns);
            const auto answer = exchange_->respond(decode_payload(element));
            response->setCData(as_sent(*exchange_, answer));
            stream_.send_stanza(std::move(response));
        } else if (is(element, "success", sasl_ns)) {
            finish_sasl(element);
        } else if (is(element, "failure", sasl_ns)) {
            refuse_sasl(element);
        }
    } catch (const NetworkError& error) {
        end(SessionEnd::Cause::not_trusted, error.what());
    }
}

void Login::finish_sasl(const stanza::Element& success) {
    exchange_->finish(decode_payload(success));
    const auto finished = std::exchange(exchange_, nullptr);
    stage_ = Stage::authenticated;
    stream_.on_authenticated(finished->name());
}

/// RFC 6120 6.5: the other conditions are about the form of the request.
static bool is_about_secret(std::string_view condition) {
    static constexpr std::array<std::string_view, 7> about_form{
        "aborted",           "encryption-required", "incorrect-encoding", "invalid-authzid",
        "invalid-mechanism", "malformed-request",   "mechanism-too-weak"};
    return std::ranges::find(about_form, condition) == about_form.end();
}

/// What the server says, cut and without our secrets: it may repeat what we have sent.
std::string Login::quoted(std::string_view text) const {
    const auto safe = redact(redact(std::string(text), options_.password), options_.token);
    return std::string(utf8_prefix(safe, longest_quotation));
}

void Login::refuse_sasl(const stanza::Element& failure) {
    std::string condition = "not-authorized";
    for (const auto& child : failure.children()) {
        if (child.name() != "text") condition = child.name();
    }
    auto reason = fmt::format("the server refused the login: {}", quoted(condition));
    if (const auto text = child_text(failure, "text", sasl_ns); !text.empty())
        reason += fmt::format(" ({})", quoted(text));
    if (exchange_ && !exchange_->explanation().empty())
        reason += fmt::format(" ({})", exchange_->explanation());
    const bool temporary = condition == "temporary-auth-failure";
    stage_ = Stage::done;
    stream_.end({.cause = temporary ? SessionEnd::Cause::lost : SessionEnd::Cause::refused,
                 .reason = std::move(reason),
                 .see_other_host = {},
                 .blames_secret = is_about_secret(condition)});
}

void Login::take_features(const stanza::Element& features) {
    if (find_child(features, "bind", bind_ns) == nullptr)
        return end(SessionEnd::Cause::lost, "the server offers no resource binding");
    const auto* session = find_child(features, "session", session_ns);
    session_required_ =
        session != nullptr && find_child(*session, "optional", session_ns) == nullptr;
    offers_management_ = find_child(features, "sm", ns::management) != nullptr;
    if (can_resume()) return ask_resumption();
    if (options_.resume) stream_.on_not_resumed();
    ask_binding();
}

/// True for a full JID of the account. Where the service gives accounts their JIDs, any will do.
bool Login::is_ours(const Jid& jid) const {
    if (jid.is_bare()) return false;
    return options_.profile->assigns_jid || jid.bare() == options_.account;
}

bool Login::can_resume() const {
    if (!offers_management_ || !options_.resume) return false;
    const auto& stream = *options_.resume;
    return !stream.id.empty() && is_ours(stream.jid);
}

void Login::ask_resumption() {
    auto element = make_tag("resume", ns::management);
    element->addAttribute("previd", options_.resume->id);
    element->addAttribute("h", std::to_string(options_.resume->handled));
    stage_ = Stage::resuming;
    stream_.send_stanza(std::move(element));
}

void Login::take_resumption(const stanza::Element& answer) {
    if (is(answer, "resumed", ns::management)) {
        finish({.self = options_.resume->jid, .resumed = true});
    } else if (is(answer, "failed", ns::management)) {
        stream_.on_not_resumed();
        ask_binding();
    }
}

void Login::ask_binding() {
    auto payload = make_tag("bind", bind_ns);
    if (!options_.resource.empty()) add_child(*payload, "resource").setCData(options_.resource);
    stage_ = Stage::binding;
    request(std::move(payload), [this](const stanza::Element* iq) { take_binding(*iq); });
}

void Login::request(TagPtr payload, IqAnswer answer) {
    stream_.send_stanza(requests_.ask({.type = "set", .to = {}, .payload = std::move(payload)},
                                      IqTracker::Instant(), std::move(answer)));
}

/// RFC 6120 7.7.2 and 8.3.3: which errors a later attempt meets again.
static SessionEnd::Cause cause_of(std::string_view condition) {
    if (condition == "conflict") return SessionEnd::Cause::conflict;
    const bool lasts =
        condition == "not-allowed" || condition == "forbidden" || condition == "not-authorized";
    return lasts ? SessionEnd::Cause::refused : SessionEnd::Cause::lost;
}

void Login::take_binding(const stanza::Element& iq) {
    if (!is_result(&iq)) {
        const auto condition = error_condition(iq);
        return end(cause_of(condition), "the server did not bind a resource: " + condition);
    }
    const auto* bound = find_child(iq, "bind", bind_ns);
    const auto jid =
        bound == nullptr ? std::nullopt : Jid::parse(child_text(*bound, "jid", bind_ns));
    if (!jid || !is_ours(*jid))
        return end(SessionEnd::Cause::not_trusted, "the server bound us to another account");
    if (!session_required_) return finish({.self = *jid});
    request(make_tag("session", session_ns), [this, self = *jid](const stanza::Element* answer) {
        if (is_result(answer)) return finish({.self = self});
        end(SessionEnd::Cause::lost, "the server opened no session: " + error_condition(*answer));
    });
}

void Login::finish(Result result) {
    stage_ = Stage::done;
    result_ = std::move(result);
    result_->offers_management = offers_management_;
    log::info(domain, "{}: {} as {}", options_.account.str(),
              result_->resumed ? "resumed the stream" : "bound a resource", result_->self.str());
}

void Login::end(SessionEnd::Cause cause, std::string reason) {
    stage_ = Stage::done;
    stream_.end({.cause = cause, .reason = std::move(reason), .see_other_host = {}});
}

}  // namespace boswell::xmpp
