// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"

#include <string>

namespace boswell::cli {

/// Whether somebody is there to ask: standard input and standard error are a terminal.
bool somebody_is_there();

/// Asks a question that is answered by yes or no, on standard error; Enter is `usual`. With --yes
/// the answer is yes. No if nobody is there to ask, or at the end of the input.
bool ask(const Arguments& arguments, const std::string& question, bool usual);

/// A line that is typed, without blanks around it; "" for Enter alone, and at the end of the input.
std::string ask_line(const std::string& prompt);

/// A secret, which is not shown while it is typed. If standard input is no terminal, its first
/// line. Throws Error if there is none, or if it is longer than 4,000 bytes.
std::string ask_secret(const std::string& prompt);

}  // namespace boswell::cli
