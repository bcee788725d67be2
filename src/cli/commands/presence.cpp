// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/output_file.hpp"
#include "cli/person.hpp"
#include "cli/presence_at.hpp"
#include "cli/presence_heat_map.hpp"
#include "cli/presence_picture.hpp"
#include "cli/presence_summary.hpp"
#include "cli/presence_together.hpp"
#include "cli/presence_views.hpp"
#include "formats/json_record.hpp"

#include <algorithm>

namespace boswell::cli {

static bool print_events(Context& context, const PresenceRequest& request) {
    bool any = false;
    context.archive->for_each_presence(request.selection, [&](const PresenceRecord& presence) {
        any = true;
        context.out.print("{}\n", formats::to_json(with_person(context, presence)));
        return !context.out.failed();
    });
    return any;
}

static bool print_intervals(Context& context, const PresenceRequest& request) {
    bool any = false;
    for_each_contact(context, request, [&](auto intervals) {
        any = true;
        for (const auto& interval : intervals)
            context.out.print("{}\n", formats::to_json(with_person(context, interval)));
        return !context.out.failed();
    });
    return any;
}

namespace {

/// A way to look at presence, for people and for programs.
struct View {
    std::string_view name;
    bool (*print)(Context& context, const PresenceRequest& request);
    bool (*print_records)(Context& context, const PresenceRequest& request);
    std::string (*picture)(Context& context, const PresenceRequest& request) = nullptr;
    bool takes_by = false;
    bool takes_resources = true;
    bool takes_join = true;
};

}  // namespace

static constexpr View views[] = {
    {.name = "intervals", .print = view_intervals, .print_records = print_intervals},
    {.name = "events",
     .print = view_events,
     .print_records = print_events,
     .takes_resources = false,
     .takes_join = false},
    {.name = "summary",
     .print = view_summary,
     .print_records = print_summary_records,
     .takes_by = true},
    {.name = "timeline",
     .print = view_timeline,
     .print_records = print_intervals,
     .picture = timeline_picture},
    {.name = "heatmap",
     .print = view_heat_map,
     .print_records = print_heat_map_records,
     .picture = heat_map_picture},
    {.name = "together",
     .print = view_together,
     .print_records = print_together_records,
     .takes_resources = false},
};

static const View& view_of(const Arguments& arguments) {
    // Only a summary has parts.
    const auto name =
        arguments.value("view").value_or(arguments.has("by") ? "summary" : "intervals");
    const auto* const view = std::ranges::find(views, name, &View::name);
    if (view == std::end(views))
        throw UsageError(
            "--view takes intervals, events, summary, timeline, heatmap or together, not '{}'",
            name);
    if (arguments.has("by") && !view->takes_by)
        throw UsageError("--by divides a summary; it has no meaning with --view {}", name);
    if (arguments.has("resources") && !view->takes_resources)
        throw UsageError("--resources has no meaning with --view {}", name);
    if (arguments.has("join") && !view->takes_join)
        throw UsageError("--join has no meaning with --view {}", name);
    if (arguments.has("svg") && view->picture == nullptr)
        throw UsageError("--svg draws a timeline or a heatmap: add --view timeline or heatmap");
    if (arguments.has("svg") && arguments.has("json")) throw UsageError("either --svg or --json");
    return *view;
}

static bool write_picture(Context& context, const View& view, const PresenceRequest& request) {
    const auto picture = view.picture(context, request);
    if (picture.empty()) return false;
    const auto path = *context.arguments.value("svg");
    if (path == "-") {
        context.out.write(picture);
        return true;
    }
    OutputFile file(path, context.arguments.has("force") ? Overwrite::yes : Overwrite::no);
    file.writer().write(picture);
    file.commit();
    return true;
}

static bool print(Context& context, const View& view, const PresenceRequest& request) {
    if (context.arguments.has("svg")) return write_picture(context, view, request);
    if (context.json()) return view.print_records(context, request);
    context.out.page();
    return view.print(context, request);
}

static ExitStatus run_at(Context& context) {
    for (const auto* other : {"view", "since", "until", "by", "join", "resources", "svg"}) {
        if (context.arguments.has(other))
            throw UsageError("--now and --at show one moment, so --{} has no meaning beside them",
                             other);
    }
    if (context.arguments.has("now") && context.arguments.has("at"))
        throw UsageError("either --now or --at");
    return print_presence_at(context);
}

static ExitStatus run(Context& context) {
    if (context.arguments.has("now") || context.arguments.has("at")) return run_at(context);
    const auto& view = view_of(context.arguments);
    const auto request = presence_request(context);
    if (print(context, view, request)) return ExitStatus::done;
    complain(
        "no presence is archived for these contacts and this time; -S looks further back, 'boswell "
        "contacts' lists the contacts");
    return ExitStatus::nothing_found;
}

static constexpr Option options[] = {
    account_option,       since_option,       until_option,      {0, "view", "VIEW"},
    {0, "now", ""},       {0, "at", "TIME"},  {0, "by", "UNIT"}, {0, "join", "LENGTH"},
    {0, "resources", ""}, {0, "svg", "FILE"}, {0, "force", ""}};

extern constinit const Command presence_command = {
    .name = "presence",
    .summary = "when contacts were online, offline or unknown",
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
