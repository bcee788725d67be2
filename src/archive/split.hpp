// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace boswell::archive {

/// Undoes a wrong join: the copy becomes a message of its own, and neither this message nor the one
/// that the copy was joined to is ever paired again. Returns the id of the new message.
///
/// Only a copy that Pairing joined can be split off, because only then is it certain that the new
/// message has the same columns as the old one. Throws Error, which says what can be done, for any
/// other copy, and Unavailable if the archive cannot be written to at the moment.
///
/// Writes as a guest (guest.hpp), so it works beside a running agent.
std::int64_t split_copy(const std::filesystem::path& path, std::int64_t copy);

}  // namespace boswell::archive
