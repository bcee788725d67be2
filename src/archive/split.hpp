// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace boswell::archive {

/// Undoes a wrong join: the copy becomes a message of its own, and neither it nor what it was
/// joined to is ever paired on its account again. Returns the id of the new message.
///
/// Only for copies that Pairing joined, of which it is certain that the new message says what the
/// old one does. Throws Error, with what can be done, for any other, and Unavailable if the archive
/// cannot be written to at the moment.
///
/// A guest, see guest.hpp: it works beside a running agent.
std::int64_t split_copy(const std::filesystem::path& path, std::int64_t copy);

}  // namespace boswell::archive
