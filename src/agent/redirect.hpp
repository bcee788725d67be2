// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::agent {

/// Where a server sends its clients with see-other-host (RFC 6120 4.9.3.19).
struct Redirect {
    std::string host;        ///< a name or an address, without brackets
    std::uint16_t port = 0;  ///< 0: the server did not say
};

/// Reads "host", "host:port", "address", "[v6]" or "[v6]:port"; nullopt for anything else. Before
/// TLS anybody on the way to the server can have sent it.
std::optional<Redirect> parse_redirect(std::string_view text);

}  // namespace boswell::agent
