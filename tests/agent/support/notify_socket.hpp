// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/descriptor.hpp"
#include "support/temp_dir.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <string>

namespace boswell::test {

/// The socket that systemd would listen on, and $NOTIFY_SOCKET for it.
class NotifySocket {
public:
    NotifySocket() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        const auto path = (folder_.path() / "notify").string();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        REQUIRE(::bind(socket_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) ==
                0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    ~NotifySocket() { ::unsetenv("NOTIFY_SOCKET"); }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    std::string heard() const {
        char buffer[256];
        const auto size = ::recv(socket_.number(), buffer, sizeof buffer, 0);
        return size < 0 ? "" : std::string(buffer, static_cast<std::size_t>(size));
    }

private:
    TempDir folder_;
    Descriptor socket_;
};

}  // namespace boswell::test
