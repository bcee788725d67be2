// SPDX-License-Identifier: GPL-3.0-or-later
// Microsoft Messenger: the access token is sent as it is. It looks like Base64 already, and must
// not be encoded again.
#include "base/error.hpp"
#include "xmpp/sasl/mechanism.hpp"
#include "xmpp/sasl/scram_keys.hpp"

#include <utility>

namespace boswell::xmpp {

static constexpr std::string_view mechanism_name = "X-MESSENGER-OAUTH2";

namespace {
class XMessengerOAuth2 : public SaslExchange {
public:
    explicit XMessengerOAuth2(std::string token) : token_(std::move(token)) {}
    ~XMessengerOAuth2() override { wipe(token_); }
    XMessengerOAuth2(const XMessengerOAuth2&) = delete;
    XMessengerOAuth2& operator=(const XMessengerOAuth2&) = delete;

    std::string_view name() const override { return mechanism_name; }
    bool is_raw() const override { return true; }
    std::optional<std::string> initial() override { return token_; }
    std::string respond(std::string_view) override {
        throw NetworkError("the server asks for more than {} has", name());
    }
    void finish(std::string_view) override {}

private:
    std::string token_;
};
}  // namespace

static std::unique_ptr<SaslExchange> begin(const Mechanism&, const SaslContext& context,
                                           ChannelBinding) {
    return std::make_unique<XMessengerOAuth2>(context.token);
}

extern constinit const Mechanism x_messenger_oauth2_mechanism = {
    .name = mechanism_name,
    .proof = Mechanism::Proof::token,
    .strength = 12,
    .begin = begin,
};

}  // namespace boswell::xmpp
