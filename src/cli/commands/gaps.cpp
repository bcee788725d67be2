// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/fields.hpp"
#include "cli/selection.hpp"
#include "formats/json_omemo.hpp"
#include "formats/json_record.hpp"
#include "view/gap_text.hpp"
#include "view/omemo_text.hpp"

#include <utility>
#include <vector>

namespace boswell::cli {

static void print_gap(Context& context, const GapRecord& gap) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(view::span_of(gap, context.clock.zone));
    fields.text("account", gap.account.str());
    if (gap.archive != gap.account) fields.text("archive", gap.archive.str());
    fields.text("why", gap.reason);
}

static void print_unreadable(Context& context, const UnreadableRecord& messages) {
    Fields fields(context.out, context.clock.zone);
    const GapRecord span{.account = messages.account,
                         .archive = messages.account,
                         .since = messages.since,
                         .until = messages.until,
                         .reason = {}};
    fields.begin(view::span_of(span, context.clock.zone));
    fields.text("account", messages.account.str());
    fields.text("with", messages.with.str());
    fields.text("why", view::unreadable_text(messages));
}

template <typename Record>
static void print_all(Context& context, const std::vector<Record>& records,
                      void (*print)(Context&, const Record&), bool& first) {
    for (const auto& record : records) {
        if (context.json()) {
            context.out.print("{}\n", formats::to_json(record));
            continue;
        }
        if (!std::exchange(first, false)) context.out.write("\n");
        print(context, record);
    }
}

static ExitStatus run(Context& context) {
    const auto selection = record_filter(context, {});
    const auto gaps = context.archive->gaps(selection, context.clock.now);
    const auto unreadable = context.archive->unreadable(selection);
    if (gaps.empty() && unreadable.empty()) {
        complain("nothing is known to be missing");
        return ExitStatus::nothing_found;
    }
    if (!context.json()) context.out.page();
    bool first = true;
    print_all(context, gaps, print_gap, first);
    print_all(context, unreadable, print_unreadable, first);
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
