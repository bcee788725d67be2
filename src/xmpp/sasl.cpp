// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"
#include "xmpp/sasl/mechanism.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace boswell::xmpp {

using Proof = Mechanism::Proof;

static bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

static bool binds(std::string_view mechanism) { return mechanism.ends_with("-PLUS"); }

static bool can_bind(const std::vector<std::string>& binding_types, const SaslContext& context) {
    if (context.binding_type.empty()) return false;
    // A server without XEP-0440 means tls-unique, the only type that RFC 5802 demands; RFC 9266
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
    const auto known = mechanisms();
    const auto weakest = std::ranges::find(known, context.weakest, &Mechanism::name);
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
    const auto fits = [&](const Mechanism& mechanism) {
        // An account with a token has no other secret, whichever mechanism was used before.
        if (mechanism.strength < least && mechanism.proof != Proof::token) return false;
        if (!contains(offered, mechanism.name) || !has_proof(context, mechanism.proof))
            return false;
        if (!context.allowed.empty() && !contains(context.allowed, mechanism.name)) return false;
        return !binds(mechanism.name) || can_bind(binding_types, context);
    };
    const Mechanism* strongest = nullptr;
    for (const auto* mechanism : mechanisms()) {
        const bool stronger = strongest == nullptr || mechanism->strength > strongest->strength;
        if (stronger && fits(*mechanism)) strongest = mechanism;
    }
    if (strongest == nullptr)
        throw NetworkError("the server offers no way to log in that is allowed: it offers {}",
                           listed(offered));
    return strongest->begin(*strongest, context, binding_for(strongest->name, offered, context));
}

}  // namespace boswell::xmpp
