// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// For properties: what may have been said and done, and what archives have of it.
namespace boswell::test {

/// A random number from 0 up to, but not including, `most`.
int pick(int most);

/// What was said in a conversation with Bob, or in a room, and done to it: all of it.
std::vector<Event> any_history();

/// What two agents may differ in. They do not differ in both: copies that have neither an id nor
/// their time in common are two messages, and which of these a third one means depends on the
/// order.
enum class Difference { clocks, stanza_ids };
/// One of the ways in which an agent may come by what was said.
Event seen(Event event, Difference difference);

/// What readers see of the messages and of receipts without one, in a fixed order, but for the
/// numbers that an archive gives by itself and for the times of several witnesses.
std::vector<std::string> said_in(const std::filesystem::path& archive);

}  // namespace boswell::test
