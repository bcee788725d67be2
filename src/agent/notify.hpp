// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

/// What systemd is told (sd_notify(3)); nothing happens where no systemd listens.
namespace boswell::agent::notify {

void ready();
void stopping();
void reloading();
/// One line for `systemctl status`.
void status(const std::string& text);
/// We are alive.
void watchdog();
/// How often it must be told so; nothing if it does not watch.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace boswell::agent::notify
