// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.hpp"
#include "cli/terminal.hpp"

#include <string>
#include <string_view>

namespace boswell::cli {

extern const std::string_view program_version;

/// Throws UsageError that names the nearest one.
const Command& command_named(const std::string& name);

/// The commands and what each is for.
void print_overview(Terminal& out);

/// How the command is called, from its manual page: "boswell log [OPTION…] JID".
std::string synopsis_of(const Command& command);

/// The manual page of a command, its <name>.md without the marks of Markdown.
void print_help(const Command& command, Terminal& out);

}  // namespace boswell::cli
