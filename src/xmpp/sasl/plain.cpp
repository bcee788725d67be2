// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"
#include "xmpp/sasl/mechanism.hpp"

namespace boswell::xmpp {

static std::unique_ptr<SaslExchange> begin(const Mechanism& mechanism, const SaslContext& context,
                                           ChannelBinding) {
    const auto null = std::string(1, '\0');
    if (context.localpart.find('\0') != std::string::npos ||
        context.password.find('\0') != std::string::npos)
        throw Error("the user name or the password has a null character");
    return make_single_message(mechanism, null + context.localpart + null + context.password);
}

extern constinit const Mechanism plain_mechanism = {
    .name = "PLAIN",
    .proof = Mechanism::Proof::password,
    .strength = 0,
    .begin = begin,
};

}  // namespace boswell::xmpp
