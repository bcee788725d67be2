// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/notify.hpp"

#include "base/descriptor.hpp"
#include "support/temp_dir.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <string>

using namespace boswell;

/// The socket that systemd would listen on, and $NOTIFY_SOCKET for it.
class Listener {
public:
    Listener() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        const auto path = (folder_.path() / "notify").string();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        REQUIRE(::bind(socket_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) ==
                0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    ~Listener() { ::unsetenv("NOTIFY_SOCKET"); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::string heard() const {
        char buffer[256];
        const auto size = ::recv(socket_.number(), buffer, sizeof buffer, 0);
        return size < 0 ? "" : std::string(buffer, static_cast<std::size_t>(size));
    }

private:
    test::TempDir folder_;
    Descriptor socket_;
};

TEST_CASE("systemd is told of the stages of our life") {
    const Listener systemd;
    agent::notify::ready();
    CHECK(systemd.heard() == "READY=1");
    agent::notify::status("1 of 1 accounts online");
    CHECK(systemd.heard() == "STATUS=1 of 1 accounts online");
    agent::notify::watchdog();
    CHECK(systemd.heard() == "WATCHDOG=1");
    agent::notify::reloading();
    CHECK(systemd.heard().starts_with("RELOADING=1\nMONOTONIC_USEC="));
    agent::notify::stopping();
    CHECK(systemd.heard() == "STOPPING=1");
}

TEST_CASE("without systemd nobody is told and nothing happens") {
    agent::notify::ready();
    CHECK_FALSE(agent::notify::watchdog_interval().has_value());
}
