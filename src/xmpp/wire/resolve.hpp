// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace boswell::xmpp {

enum class TlsMode { automatic, starttls, direct };

/// One place to try a connection to.
struct Target {
    std::string
        host;  ///< for messages; the certificate is checked for the JID's domain, never for this
    asio::ip::tcp::endpoint endpoint;
    bool direct_tls = false;
};

struct ResolveOptions {
    std::string domain;      ///< of the JID
    std::string host;        ///< instead of SRV, if not empty; a name or an address, "[::1]" too
    std::uint16_t port = 0;  ///< instead of the default, with `host`; 0: 5222, or 5223 for direct
    TlsMode tls = TlsMode::automatic;
    std::chrono::milliseconds timeout{10'000};
    std::stop_token stop{};  ///< ends the wait for answers within a fifth of a second
};

/// The places to try, in order: SRV records _xmpps-client._tcp (XEP-0368) and _xmpp-client._tcp
/// (RFC 6120 3.2.1) mixed by priority and weight (RFC 2782), or the domain itself on port 5222 if
/// there are none. Each name's addresses follow each other, IPv6 first. Blocks up to `timeout`:
/// call it on a worker. Throws NetworkError: no such host, no answer, or the domain says
/// that it offers no such service (a target of ".").
std::vector<Target> resolve(const ResolveOptions& options);

}  // namespace boswell::xmpp
