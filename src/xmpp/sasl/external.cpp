// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl/mechanism.hpp"

namespace boswell::xmpp {

// XEP-0178 3: if the certificate has one address, the server takes that for the account.
static std::unique_ptr<SaslExchange> begin(const Mechanism& mechanism, const SaslContext&,
                                           ChannelBinding) {
    return make_single_message(mechanism, "");
}

extern constinit const Mechanism external_mechanism = {
    .name = "EXTERNAL",
    .proof = Mechanism::Proof::certificate,
    .strength = 40,
    .begin = begin,
};

}  // namespace boswell::xmpp
