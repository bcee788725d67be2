// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/wire/resolve.hpp"

#include <cstdint>
#include <functional>

namespace boswell::xmpp {

/// What resolve() takes from its surroundings.
struct ResolverSurroundings {
    std::string dns_servers;  ///< "127.0.0.1:5353"; "" for the system's
    std::function<std::uint32_t(std::uint32_t)> random;
};

std::vector<Target> resolve(const ResolveOptions& options,
                            const ResolverSurroundings& surroundings);

}  // namespace boswell::xmpp
