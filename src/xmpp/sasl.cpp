// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"
#include "xmpp/mechanism.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace boswell::xmpp {

/// The strongest first.
static constexpr std::array<std::string_view, 5> known = {
    "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN",
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

/// The known mechanisms that are at least as strong as the weakest that is allowed.
static std::size_t strong_enough(const SaslContext& context) {
    if (context.weakest.empty()) return known.size();
    const auto* const weakest = std::find(known.begin(), known.end(), context.weakest);
    if (weakest == known.end())
        throw Error("unknown SASL mechanism '{}'", printable(context.weakest));
    return static_cast<std::size_t>(weakest - known.begin()) + 1;
}

static std::string listed(const std::vector<std::string>& names) {
    return names.empty() ? "nothing" : printable(fmt::format("{}", fmt::join(names, ", ")));
}

std::unique_ptr<Mechanism> choose_mechanism(const std::vector<std::string>& offered,
                                            const std::vector<std::string>& binding_types,
                                            const SaslContext& context) {
    const auto count = strong_enough(context);
    for (const auto name : std::span(known).first(count)) {
        if (!contains(offered, name)) continue;
        if (!context.allowed.empty() && !contains(context.allowed, name)) continue;
        if (binds(name) && !can_bind(binding_types, context)) continue;
        if (name == "PLAIN") return make_plain(context);
        return make_scram(name, {context, binding_for(name, offered, context), ""});
    }
    throw NetworkError("the server offers no way to log in that is allowed: it offers {}",
                       listed(offered));
}

}  // namespace boswell::xmpp
