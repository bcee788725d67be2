// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/upgrade.hpp"

#include "cli/command.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"

namespace boswell::cli {

static ExitStatus run(Context& context) {
    const auto path = read_configuration(context.arguments).archive;
    const auto [before, now] = archive::upgrade(path);
    if (before == now)
        context.out.print("{} has schema {} already\n", path.string(), now);
    else
        context.out.print("{} is upgraded from schema {} to {}\n", path.string(), before, now);
    return ExitStatus::done;
}

extern constinit const Command upgrade_command = {
    .name = "upgrade",
    .summary = "bring an older archive to this version",
    .needs = Needs::nothing,  // an older archive cannot be read yet
    .prints_records = false,
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
