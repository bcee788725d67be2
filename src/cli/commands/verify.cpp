// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"

namespace boswell::cli {

static ExitStatus run(Context& context) {
    const auto faults = context.archive->verify();
    for (const auto& fault : faults) context.out.print("{}\n", printable(fault));
    for (const auto& name : context.archive->foreign_objects())
        complain(printable(name) + " is not Boswell's and has no effect");
    if (faults.empty()) {
        complain("the archive is sound");
        return ExitStatus::done;
    }
    complain(fmt::format("{} {} wrong; copy the file before you repair anything", faults.size(),
                         faults.size() == 1 ? "thing is" : "things are"));
    return ExitStatus::check_failed;
}

extern constinit const Command verify_command = {
    .name = "verify",
    .summary = "check the file, the index and the records",
    .prints_records = false,
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
