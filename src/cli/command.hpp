// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "cli/arguments.hpp"

#include <span>
#include <string_view>

namespace boswell::cli {

struct Context;

/// What the program opens before the command runs.
enum class Needs { nothing, archive };

/// One command. Its help is the file of the same name beside it, <name>.md.
struct Command {
    std::string_view name;
    std::string_view summary;  ///< for the list of commands
    Needs needs = Needs::archive;
    bool prints_records = true;  ///< with --json as JSON Lines; false: it has no --json
    std::size_t operands_at_least = 0;
    std::size_t operands_at_most = 0;
    std::span<const Option> options;  ///< beside the common ones
    ExitStatus (*run)(Context& context);
};

/// For Command::operands_at_most.
inline constexpr std::size_t any_number = static_cast<std::size_t>(-1);

/// All commands, by name. The table is made from the folder commands/ by CMake.
std::span<const Command* const> commands();

}  // namespace boswell::cli
