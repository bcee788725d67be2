// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace boswell::cli {

/// Replaces this program, which cannot talk to servers, by boswelld with these arguments, on the
/// same terminal. Takes the boswelld beside this program, else that of $PATH. Throws Error if there
/// is none; does not return otherwise.
[[noreturn]] void become_agent(const std::vector<std::string>& arguments);

}  // namespace boswell::cli
