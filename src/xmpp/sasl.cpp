// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"
#include "xmpp/sasl/mechanism.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace boswell::xmpp {

using Proof = Mechanism::Proof;

/// The strongest first.
static constexpr std::array known{
    &external,      &scram_sha_512_plus, &scram_sha_256_plus, &scram_sha_1_plus,
    &scram_sha_512, &scram_sha_256,      &scram_sha_1,        &oauthbearer,
    &x_oauth2,      &x_messenger_oauth2, &x_google_token,     &x_facebook_platform,
    &plain,
};

static bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

static bool binds(std::string_view mechanism) { return mechanism.ends_with("-PLUS"); }

static bool can_bind(const std::vector<std::string>& binding_types, const SaslContext& context) {
    if (context.binding_type.empty()) return false;
    // Without XEP-0440 a server means tls-unique, the only type that RFC 5802 demands; RFC 9266
    // came much later.
    if (binding_types.empty()) return context.binding_type == "tls-unique";
    return contains(binding_types, context.binding_type);
}

static ChannelBinding binding_for(std::string_view mechanism,
                                  const std::vector<std::string>& offered,
                                  const SaslContext& context) {
    if (binds(mechanism)) return ChannelBinding::used;
    const bool offers = std::any_of(offered.begin(), offered.end(), binds);
    if (context.binding_type.empty() || offers) return ChannelBinding::none;
    return ChannelBinding::not_offered;
}

static int least_strength(const SaslContext& context) {
    if (context.weakest.empty()) return 0;
    const auto* const weakest = std::ranges::find(known, context.weakest, &Mechanism::name);
    if (weakest == known.end())
        throw Error("unknown SASL mechanism '{}'", printable(context.weakest));
    return (*weakest)->strength;
}

static bool has_proof(const SaslContext& context, Proof proof) {
    switch (proof) {
        case Proof::certificate:
            return context.certificate;
        case Proof::password:
            return !context.password.empty();
        case Proof::token:
            return !context.token.empty();
    }
    return false;
}

static std::string listed(const std::vector<std::string>& names) {
    return names.empty() ? "nothing" : printable(fmt::format("{}", fmt::join(names, ", ")));
}

std::unique_ptr<SaslExchange> begin_exchange(const std::vector<std::string>& offered,
                                             const std::vector<std::string>& binding_types,
                                             const SaslContext& context) {
    const auto least = least_strength(context);
    for (const auto* kind : known) {
        // Who has a token has nothing else, whatever was used before that.
        if (kind->strength < least && kind->proof != Proof::token) continue;
        if (!contains(offered, kind->name)) continue;
        if (!has_proof(context, kind->proof)) continue;
        if (!context.allowed.empty() && !contains(context.allowed, kind->name)) continue;
        if (binds(kind->name) && !can_bind(binding_types, context)) continue;
        return kind->make(*kind, context, binding_for(kind->name, offered, context));
    }
    throw NetworkError("the server offers no way to log in that is allowed: it offers {}",
                       listed(offered));
}

}  // namespace boswell::xmpp
