// SPDX-License-Identifier: GPL-3.0-or-later
// Facebook Chat: a challenge and a response in the form of URL queries.
#include "base/error.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "xmpp/sasl/mechanism.hpp"
#include "xmpp/sasl/scram_keys.hpp"

#include <fmt/core.h>

#include <map>
#include <utility>

namespace boswell::xmpp {

static constexpr std::string_view mechanism_name = "X-FACEBOOK-PLATFORM";
static constexpr std::size_t longest_challenge = 4096;

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    throw NetworkError("the server's challenge is badly encoded");
}

static std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        if (i + 2 >= text.size()) throw NetworkError("the server's challenge is badly encoded");
        decoded += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
        i += 2;
    }
    return decoded;
}

static std::map<std::string, std::string> parse_challenge(std::string_view challenge) {
    if (challenge.size() > longest_challenge)
        throw NetworkError("the server's challenge is too long");
    std::map<std::string, std::string> values;
    for (const auto part : split(challenge, '&')) {
        const auto equals = part.find('=');
        if (equals == part.npos) continue;
        values[percent_decoded(part.substr(0, equals))] = percent_decoded(part.substr(equals + 1));
    }
    return values;
}

namespace {
class XFacebookPlatform : public SaslExchange {
public:
    XFacebookPlatform(std::string token, std::string application)
        : token_(std::move(token)), application_(std::move(application)) {}
    ~XFacebookPlatform() override { wipe(token_); }
    XFacebookPlatform(const XFacebookPlatform&) = delete;
    XFacebookPlatform& operator=(const XFacebookPlatform&) = delete;

    std::string_view name() const override { return mechanism_name; }
    std::optional<std::string> initial() override { return std::nullopt; }
    std::string respond(std::string_view challenge) override;
    void finish(std::string_view) override {
        if (!answered_) throw NetworkError("the server says success without having asked");
    }

private:
    std::string token_;
    std::string application_;
    bool answered_ = false;
};
}  // namespace

std::string XFacebookPlatform::respond(std::string_view challenge) {
    if (std::exchange(answered_, true)) throw NetworkError("the server asks twice");
    auto values = parse_challenge(challenge);
    const auto method = values["method"];
    const auto nonce = values["nonce"];
    if (method != "auth.xmpp_login" || nonce.empty())
        throw NetworkError("the server's challenge asks for no login");
    return fmt::format("access_token={}&api_key={}&call_id=0&method={}&nonce={}&v=1.0",
                       percent_encoded(token_), percent_encoded(application_),
                       percent_encoded(method), percent_encoded(nonce));
}

static std::unique_ptr<SaslExchange> begin(const Mechanism&, const SaslContext& context,
                                           ChannelBinding) {
    return std::make_unique<XFacebookPlatform>(context.token, context.application);
}

extern constinit const Mechanism x_facebook_platform_mechanism = {
    .name = mechanism_name,
    .proof = Mechanism::Proof::token,
    .strength = 10,
    .begin = begin,
};

}  // namespace boswell::xmpp
