// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace boswell::agent {

struct CommandLimits {
    std::size_t bytes;
    std::chrono::milliseconds timeout;
};

/// What a program prints to stdout. It runs without a shell and without stdin; its stderr is ours.
/// It is killed at a limit or when `stop` is requested. Throws Error that names the program: not
/// found, non-zero status, killed by a limit.
std::string command_output(const std::vector<std::string>& arguments, const CommandLimits& limits,
                           const std::stop_token& stop = {});

}  // namespace boswell::agent
