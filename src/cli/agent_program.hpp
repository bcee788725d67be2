// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// boswelld, for what this program does not do itself: talk to servers. It is the boswelld beside
/// this program, else that of $PATH; all functions throw Error if there is none.
namespace boswell::cli {

/// Replaces this program by boswelld with these arguments, on the same terminal. Does not return.
[[noreturn]] void become_agent(const std::vector<std::string>& arguments);

/// Runs boswelld with these arguments on the same terminal, and returns its exit status.
int run_agent(const std::vector<std::string>& arguments);

}  // namespace boswell::cli
