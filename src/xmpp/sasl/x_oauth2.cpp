// SPDX-License-Identifier: GPL-3.0-or-later
// Two mechanisms that Google Talk had of its own, in the shape of PLAIN. ejabberd has the first.
#include "xmpp/sasl/mechanism.hpp"

namespace boswell::xmpp {

static std::unique_ptr<SaslExchange> make(const Mechanism& mechanism, const SaslContext& context,
                                          ChannelBinding) {
    const auto null = std::string(1, '\0');
    return make_single_message(
        mechanism, null + context.localpart + '@' + context.domain + null + context.token);
}

constinit const Mechanism x_oauth2{"X-OAUTH2", Mechanism::Proof::token, 1, make};
constinit const Mechanism x_google_token{"X-GOOGLE-TOKEN", Mechanism::Proof::token, 1, make};

}  // namespace boswell::xmpp
