// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/reindex_job.hpp"

namespace boswell::cli {

static ExitStatus run(Context& context) {
    bring_up_to_date(context, archive::Extent::everything);
    return ExitStatus::done;
}

extern constinit const Command reread_command = {
    .name = "reread",
    .summary = "read more out of the original stanzas of earlier messages",
    .needs = Needs::nothing,
    .prints_records = false,
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
