// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"
#include "base/printable.hpp"
#include "base/text.hpp"
#include "xmpp/sasl/mechanism.hpp"
#include "xmpp/sasl/redact.hpp"
#include "xmpp/sasl/scram_keys.hpp"

#include <fmt/core.h>

#include <utility>

namespace boswell::xmpp {

static constexpr std::string_view mechanism_name = "OAUTHBEARER";
static constexpr char separator = '\x01';
static constexpr std::size_t longest_explanation = 300;

namespace {
/// RFC 7628. A server that refuses the token says why in a challenge, which is answered by nothing
/// (3.2.3), and then fails the exchange.
class OAuthBearer : public SaslExchange {
public:
    OAuthBearer(std::string message, std::string token)
        : message_(std::move(message)), token_(std::move(token)) {}
    ~OAuthBearer() override {
        wipe(message_);
        wipe(token_);
    }
    OAuthBearer(const OAuthBearer&) = delete;
    OAuthBearer& operator=(const OAuthBearer&) = delete;

    std::string_view name() const override { return mechanism_name; }
    std::optional<std::string> initial() override { return message_; }
    std::string respond(std::string_view challenge) override {
        if (!explanation_.empty()) throw NetworkError("the server refuses the token twice");
        const auto safe = redact(std::string(challenge), token_);
        explanation_ =
            safe.empty() ? "no reason" : printable(utf8_prefix(safe, longest_explanation));
        return std::string(1, separator);
    }
    void finish(std::string_view) override {
        if (!explanation_.empty())
            throw NetworkError("the server refuses the token and then says success");
    }
    std::string explanation() const override { return explanation_; }

private:
    std::string message_;
    std::string token_;
    std::string explanation_;
};
}  // namespace

// RFC 7628 3.1: the mechanism knows no channel binding, so "n" is the only flag that it allows.
// COMPAT: mod_sasl_oauthbearer of Debian's prosody-modules refuses any other, and also the optional
// keys "host" and "port": they are for tokens that are bound to a request, and no bearer's are.
static std::unique_ptr<SaslExchange> begin(const Mechanism&, const SaslContext& context,
                                           ChannelBinding) {
    const auto jid = escape_saslname(context.localpart + '@' + context.domain);
    auto message = fmt::format("n,a={},{}auth=Bearer {}{}{}", jid, separator, context.token,
                               separator, separator);
    return std::make_unique<OAuthBearer>(std::move(message), context.token);
}

extern constinit const Mechanism oauthbearer_mechanism = {
    .name = mechanism_name,
    .proof = Mechanism::Proof::token,
    .strength = 14,
    .begin = begin,
};

}  // namespace boswell::xmpp
