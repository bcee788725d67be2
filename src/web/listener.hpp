// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace boswell::web {

/// A socket on which only this machine can reach us.
struct Listener {
    int socket;
    std::uint16_t port;  ///< 0 for a Unix socket
};

/// Listens on a loopback address, at the port or one of the nine after it that is free. Throws
/// UsageError for any other address, Error if no port is free.
Listener listen_on(const std::string& address, std::uint16_t port);

/// The same at exactly that port, or any free one for 0.
Listener listen_on_port(const std::string& address, std::uint16_t port);

/// Listens on a Unix socket that only our user may open, in place of one that nobody listens on any
/// more. Throws Error if there is anything else.
Listener listen_on(const std::filesystem::path& path);

}  // namespace boswell::web
