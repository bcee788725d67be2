// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace boswell::cli {

/// Runs a program of $PATH with the standard streams of this one, waits for its end, and returns
/// its exit status; 128 and the signal's number if one ended it. nullopt, with errno, if it cannot
/// be started. Ctrl-C ends it and not this program, except in the scope of a SignalCleanup.
std::optional<int> run_child(const std::vector<std::string>& words);

/// The same without its output: for asking a program something that its exit status tells.
std::optional<int> run_child_silently(const std::vector<std::string>& words);

/// Starts a program that goes on by itself: silently, without this terminal and its Ctrl-C, with
/// the signals and limits that programs usually begin with. False, with errno, if it cannot be
/// started.
bool start_detached(const std::vector<std::string>& words);

}  // namespace boswell::cli
