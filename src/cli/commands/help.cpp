// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help.hpp"

#include "base/text.hpp"
#include "cli/context.hpp"

namespace boswell::cli {

static ExitStatus run(Context& context) {
    const auto& words = context.arguments.operands();
    if (words.empty()) {
        print_overview(context.out);
        return ExitStatus::done;
    }
    context.out.page();
    print_help(command_named(words.front()), context.out);
    return ExitStatus::done;
}

extern constinit const Command help_command = {
    .name = "help",
    .summary = "list the commands, or explain one of them",
    .needs = Needs::nothing,
    .prints_records = false,
    .operands_at_least = 0,
    .operands_at_most = 1,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
