// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"

#include <chrono>
#include <functional>
#include <ostream>

namespace boswell::agent {

/// Asks the user for consent on another device (RFC 8628): writes to `out` which URL to open and
/// which code to enter there, waits until that is done, and writes the refresh token file of the
/// account. `pause` sleeps.
///
/// Throws TokenRefused if the user denies it or does not decide in time, UsageError if there is
/// nothing to authorize in this account, Error if the file cannot be written (which is tested
/// before anybody is asked), and what DeviceAuthorization throws.
void authorize(const AccountConfig& account, std::ostream& out,
               const std::function<void(std::chrono::seconds)>& pause);

}  // namespace boswell::agent
