// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/notify.hpp"

#include "support/notify_socket.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("systemd is told of the stages of our life") {
    const test::NotifySocket systemd;
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
