// SPDX-License-Identifier: GPL-3.0-or-later
// Two mechanisms that Google Talk had of its own, in the shape of PLAIN. ejabberd has the first.
#include "xmpp/sasl/mechanism.hpp"

namespace boswell::xmpp {

static std::unique_ptr<SaslExchange> begin(const Mechanism& mechanism, const SaslContext& context,
                                           ChannelBinding) {
    const auto null = std::string(1, '\0');
    return make_single_message(
        mechanism, null + context.localpart + '@' + context.domain + null + context.token);
}

extern constinit const Mechanism x_oauth2_mechanism = {
    .name = "X-OAUTH2",
    .proof = Mechanism::Proof::token,
    .strength = 13,
    .begin = begin,
};
extern constinit const Mechanism x_google_token_mechanism = {
    .name = "X-GOOGLE-TOKEN",
    .proof = Mechanism::Proof::token,
    .strength = 11,
    .begin = begin,
};

}  // namespace boswell::xmpp
