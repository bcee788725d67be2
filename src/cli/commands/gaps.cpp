// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/fields.hpp"
#include "cli/selection.hpp"
#include "formats/json_record.hpp"
#include "view/gap_text.hpp"

namespace boswell::cli {

static void print_gap(Context& context, const GapRecord& gap) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(view::span_of(gap, context.clock.zone));
    fields.text("account", gap.account.str());
    if (gap.archive != gap.account) fields.text("archive", gap.archive.str());
    fields.text("why", gap.reason);
}

static ExitStatus run(Context& context) {
    const auto gaps = context.archive->gaps(record_filter(context, {}), context.clock.now);
    if (gaps.empty()) {
        complain("nothing is known to be missing");
        return ExitStatus::nothing_found;
    }
    if (!context.json()) context.out.page();
    bool first = true;
    for (const auto& gap : gaps) {
        if (context.json()) {
            context.out.print("{}\n", formats::to_json(gap));
            continue;
        }
        if (!first) context.out.write("\n");
        first = false;
        print_gap(context, gap);
    }
    return ExitStatus::done;
}

static constexpr Option options[] = {account_option, since_option, until_option};

extern constinit const Command gaps_command = {
    .name = "gaps",
    .summary = "when messages may be missing, and why",
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
