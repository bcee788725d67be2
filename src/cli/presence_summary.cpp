// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_summary.hpp"

#include "cli/fields.hpp"
#include "cli/names.hpp"
#include "cli/presence_views.hpp"
#include "cli/table.hpp"
#include "cli/timeline.hpp"
#include "formats/json_record.hpp"
#include "query/calendar.hpp"
#include "query/presence_summary.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"

namespace boswell::cli {

// Rounded, but a part that is not nothing is never 0%, and one that is not all never 100%.
static std::string share(milliseconds part, milliseconds whole) {
    if (whole.count() == 0) return "";
    const auto percent = 100.0 * double(part.count()) / double(whole.count());
    if (part.count() > 0 && percent < 1) return "<1%";
    if (part < whole && percent > 99) return ">99%";
    return fmt::format("{:.0f}%", percent);
}

static milliseconds observed_in(const PresenceSummary& summary) {
    const auto unknown = summary.by_state.find(PresenceState::unknown);
    const auto whole = summary.period.until - summary.period.since;
    return unknown == summary.by_state.end() ? whole : whole - unknown->second;
}

static milliseconds online_in(const PresenceSummary& summary) {
    milliseconds online{0};
    for (const auto& [state, length] : summary.by_state) {
        if (is_online(state)) online += length;
    }
    return online;
}

/// "online 41% of the 96% that were observed".
static std::string sentence(const PresenceSummary& summary) {
    const auto observed = observed_in(summary);
    if (observed.count() == 0) return "not observed";
    return fmt::format("online {} of the {} that were observed",
                       share(online_in(summary), observed),
                       share(observed, summary.period.until - summary.period.since));
}

static void print_whole(Context& context, const view::Names& names, const PresenceSummary& summary,
                        const std::string& resource) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(title(names, summary.account, summary.contact, resource));
    fields.lines("altogether", sentence(summary));
    const auto whole = summary.period.until - summary.period.since;
    for (const auto& [state, length] : summary.by_state) {
        const auto text = fmt::format("{:>4}  {}", share(length, whole), view::duration(length));
        fields.lines(view::word_for(state), context.out.paint(style_of(state), text));
    }
    if (summary.sessions == 0) return;
    fields.lines("sessions", fmt::format("{}, the longest {}", summary.sessions,
                                         view::duration(summary.longest_session)));
    fields.time("first seen", *summary.first_seen);
    fields.time("last seen", *summary.last_seen);
}

static void print_parts(Context& context, const view::Names& names, CountBy by,
                        const std::vector<PresenceSummary>& parts, const std::string& resource) {
    context.out.print("{}\n",
                      context.out.paint(Style::heading, title(names, parts.front().account,
                                                              parts.front().contact, resource)));
    Table table({{to_string(by)},
                 {"online", Column::Side::right},
                 {"of observed", Column::Side::right},
                 {"observed", Column::Side::right},
                 {"sessions", Column::Side::right},
                 {"longest", Column::Side::right}});
    for (const auto& part : parts) {
        const auto observed = observed_in(part);
        const bool any = observed.count() > 0;
        table.add({{query::period_name(part.period.since, by, context.clock.zone)},
                   {any ? view::duration(online_in(part)) : "?"},
                   {any ? share(online_in(part), observed) : "?"},
                   {share(observed, part.period.until - part.period.since), Style::dim},
                   {any ? std::to_string(part.sessions) : "?"},
                   {part.sessions > 0 ? view::duration(part.longest_session) : ""}});
    }
    table.print(context.out);
}

static std::vector<PresenceSummary> parts_of(std::span<const PresenceInterval> intervals,
                                             CountBy by, const TimeZone& zone) {
    return query::summarise(
        intervals, [&](Time time) { return query::calendar_period(time, by, zone).until; });
}

bool view_summary(Context& context, const PresenceRequest& request) {
    const auto names = names_in(*context.archive);
    bool any = false;
    for_each_contact(context, request, [&](auto intervals) {
        if (any) context.out.write("\n");
        any = true;
        const auto resource = request.each_resource ? intervals.front().resource : "";
        if (request.by) {
            print_parts(context, names, *request.by,
                        parts_of(intervals, *request.by, context.clock.zone), resource);
        } else {
            print_whole(context, names, query::summarise(intervals), resource);
        }
        return !context.out.failed();
    });
    return any;
}

bool print_summary_records(Context& context, const PresenceRequest& request) {
    bool any = false;
    for_each_contact(context, request, [&](auto intervals) {
        any = true;
        std::vector<PresenceSummary> parts;
        if (request.by) {
            parts = parts_of(intervals, *request.by, context.clock.zone);
        } else {
            parts.push_back(query::summarise(intervals));
        }
        for (auto& part : parts) {
            if (request.each_resource) part.resource = intervals.front().resource;
            context.out.print("{}\n", formats::to_json(part));
        }
        return !context.out.failed();
    });
    return any;
}

}  // namespace boswell::cli
