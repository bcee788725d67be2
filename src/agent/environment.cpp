// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/environment.hpp"

#include "xmpp/session.hpp"

#include <random>
#include <utility>

namespace boswell::agent {

static double random_fraction() {
    static std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(engine);
}

static std::unique_ptr<xmpp::AbstractSession> open_session(
    Environment::SessionDependencies dependencies) {
    return std::make_unique<xmpp::Session>(std::move(dependencies.executor),
                                           std::move(dependencies.options), dependencies.tls,
                                           dependencies.fetches, dependencies.sink);
}

static std::vector<xmpp::Target> resolve(const xmpp::ResolveOptions& options) {
    return xmpp::resolve(options);
}

const Environment& real_environment() {
    static Clock clock;
    static const Environment environment{clock, open_session, resolve, random_fraction};
    return environment;
}

}  // namespace boswell::agent
