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
/// Does not take the writer's lock, so it works beside a running agent: one short transaction. What
/// an agent keeps in memory between its own transactions are ids of accounts, addresses, resources
/// and conversations, of which this changes none; counters and the search index are written by
/// difference, and it reads messages, copies and keys anew each time.
std::int64_t split_copy(const std::filesystem::path& path, std::int64_t copy);

}  // namespace boswell::archive
