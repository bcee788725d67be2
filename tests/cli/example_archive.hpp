// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <filesystem>
#include <vector>

namespace boswell::test {

/// Some days in the life of alice@example.org: a friend, a room, a stranger who sends what
/// terminals would obey, and a time in which nobody watched.
std::vector<Event> example_events();

void write_example_archive(const std::filesystem::path& path);

/// One chat message to alice@example.org, for tests that need one more.
Message incoming(std::string_view stamp, std::string_view from, std::string_view body);

}  // namespace boswell::test
