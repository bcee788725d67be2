// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl/mechanism.hpp"

namespace boswell::xmpp {

// XEP-0178 3: with one address in the certificate, the server takes that for the account.
static std::unique_ptr<SaslExchange> make_external(const Mechanism& mechanism, const SaslContext&,
                                                   ChannelBinding) {
    return make_single_message(mechanism, "");
}

constinit const Mechanism external{"EXTERNAL", Mechanism::Proof::certificate, 9, make_external};

}  // namespace boswell::xmpp
