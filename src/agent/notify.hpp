// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

/// Messages to systemd (sd_notify(3)). Nothing happens if no systemd listens.
namespace boswell::agent::notify {

void ready();
void stopping();
void reloading();
/// One line for `systemctl status`.
void status(const std::string& text);
/// Tells systemd that we are alive.
void watchdog();
/// How often systemd must be told that we are alive; nothing if it does not watch us.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace boswell::agent::notify
