// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace boswell::cli {

/// Goes on as boswelld with these arguments, on the same terminal and with its exit status: what
/// talks to servers is not in this program. The boswelld beside this program is taken, else that of
/// $PATH. Throws Error if there is none; does not return otherwise.
[[noreturn]] void become_agent(const std::vector<std::string>& arguments);

}  // namespace boswell::cli
