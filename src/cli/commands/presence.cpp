// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/presence_views.hpp"
#include "cli/selection.hpp"
#include "formats/json_record.hpp"
#include "query/presence_summary.hpp"

#include <algorithm>

namespace boswell::cli {

static constexpr auto usual_length = std::chrono::days(7);

// A period ends now at the latest. What lies ahead is not the same as a time that nobody watched.
static Period period_of(const Context& context, const archive::Selection& selection) {
    const auto now = context.clock.now;
    const auto until = std::min(selection.until.value_or(now), now);
    const auto since = selection.since.value_or(until - usual_length);
    if (since >= until) throw UsageError("--since is in the future");
    return {since, until};
}

static bool print_json(Context& context, const std::string& view,
                       const archive::Selection& selection, const Period& period) {
    bool any = false;
    const auto print = [&](const Record& record) {
        any = true;
        context.out.print("{}\n", formats::to_json(record));
        return !context.out.failed();
    };
    if (view == "events") {
        context.archive->for_each_presence(selection, print);
    } else if (view == "summary") {
        for_each_contact(context, selection, period,
                         [&](auto intervals) { return print(query::summarise(intervals)); });
    } else {
        context.archive->for_each_interval(selection, period, context.clock.now, print);
    }
    return any;
}

static bool print_text(Context& context, const std::string& view,
                       const archive::Selection& selection, const Period& period) {
    context.out.page();
    if (view == "events") return view_events(context, selection);
    if (view == "summary") return view_summary(context, selection, period);
    if (view == "timeline") return view_timeline(context, selection, period);
    return view_intervals(context, selection, period);
}

static ExitStatus run(Context& context) {
    static constexpr std::string_view views[] = {"intervals", "events", "summary", "timeline"};
    const auto view = context.arguments.value("view").value_or("intervals");
    if (std::ranges::find(views, view) == std::end(views)) {
        throw UsageError("--view takes intervals, events, summary or timeline, not '{}'", view);
    }
    auto selection = record_filter(context, context.arguments.operands());
    const auto period = period_of(context, selection);
    selection.since = period.since;
    selection.until = period.until;
    const bool any = context.json() ? print_json(context, view, selection, period)
                                    : print_text(context, view, selection, period);
    if (any) return ExitStatus::done;
    complain(
        "no presence is archived for these contacts and this time; -S looks further back, 'boswell "
        "contacts' lists the contacts");
    return ExitStatus::nothing_found;
}

static constexpr Option options[] = {
    account_option, since_option, until_option, {0, "view", "VIEW"}};

extern constinit const Command presence_command = {
    .name = "presence",
    .summary = "when contacts were online, offline or unknown",
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
