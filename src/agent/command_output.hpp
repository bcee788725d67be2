// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::agent {

struct CommandLimits {
    std::size_t bytes;
    std::chrono::milliseconds timeout;
};

/// Runs a program and returns all that it prints to stdout until it has ended. It runs without a
/// shell, in a process group of its own; its stdin is `input`, its stderr is ours, and its limit of
/// descriptors the one that we were started with. At a limit or when `stop` is requested the whole
/// group is killed. Throws Error that names the program if it is not found, ends with a non-zero
/// status or is killed at a limit.
std::string command_output(const std::vector<std::string>& arguments, const CommandLimits& limits,
                           const std::stop_token& stop = {}, std::string_view input = {});

}  // namespace boswell::agent
