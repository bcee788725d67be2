// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/wire/resolve.hpp"

#include <cstdint>
#include <functional>

namespace boswell::xmpp {

/// The name servers and the chance that resolve() uses. A test brings its own.
struct ResolverEnvironment {
    std::string dns_servers;  ///< "127.0.0.1:5353"; "" for the system's
    std::function<std::uint32_t(std::uint32_t)> random;
};

std::vector<Target> resolve(const ResolveOptions& options, const ResolverEnvironment& environment);

}  // namespace boswell::xmpp
