// SPDX-License-Identifier: GPL-3.0-or-later
// Two mechanisms that Google Talk had of its own, in the shape of PLAIN. ejabberd has the first.
#include "xmpp/sasl/mechanism.hpp"

namespace boswell::xmpp {

static std::unique_ptr<Mechanism> make(const MechanismKind& kind, const SaslContext& context,
                                       ChannelBinding) {
    const auto null = std::string(1, '\0');
    return make_single_message(
        kind, null + context.localpart + '@' + context.domain + null + context.token);
}

constinit const MechanismKind x_oauth2{"X-OAUTH2", MechanismKind::Proof::token, 1, make};
constinit const MechanismKind x_google_token{"X-GOOGLE-TOKEN", MechanismKind::Proof::token, 1,
                                             make};

}  // namespace boswell::xmpp
