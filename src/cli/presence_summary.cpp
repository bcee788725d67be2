// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_summary.hpp"

#include "cli/fields.hpp"
#include "cli/names.hpp"
#include "cli/person.hpp"
#include "cli/presence_views.hpp"
#include "cli/table.hpp"
#include "cli/timeline.hpp"
#include "formats/json_record.hpp"
#include "query/calendar.hpp"
#include "query/presence_summary.hpp"
#include "view/message_text.hpp"
#include "view/presence_shares.hpp"
#include "view/times.hpp"

namespace boswell::cli {

static std::string heading(const view::Names& names, const PresenceRequest& request,
                           const PresenceSummary& summary) {
    PresenceInterval whose;
    whose.account = summary.account;
    whose.contact = summary.contact;
    whose.resource = summary.resource;
    whose.person = summary.person;
    return heading(names, request, whose);
}

static void print_whole(Context& context, const std::string& heading,
                        const PresenceSummary& summary) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(heading);
    fields.lines("altogether", view::Shares(summary.by_state).sentence());
    const auto whole = summary.period.until - summary.period.since;
    for (const auto& [state, length] : summary.by_state) {
        const auto text =
            fmt::format("{:>4}  {}", view::share(length, whole), view::duration(length));
        fields.lines(view::word_for(state), context.out.paint(style_of(state), text));
    }
    if (summary.sessions == 0) return;
    fields.lines("sessions", fmt::format("{}, the longest {}", summary.sessions,
                                         view::duration(summary.longest_session)));
    fields.time("first seen", *summary.first_seen);
    fields.time("last seen", *summary.last_seen);
}

static void print_parts(Context& context, const std::string& heading, CountBy by,
                        const std::vector<PresenceSummary>& parts) {
    context.out.print("{}\n", context.out.paint(Style::heading, heading));
    Table table({{to_string(by)},
                 {"online", Column::Side::right},
                 {"of observed", Column::Side::right},
                 {"observed", Column::Side::right},
                 {"sessions", Column::Side::right},
                 {"longest", Column::Side::right}});
    for (const auto& part : parts) {
        const view::Shares shares(part.by_state);
        const bool any = shares.observed.count() > 0;
        table.add({{query::period_name(part.period.since, by, context.clock.zone)},
                   {any ? view::duration(shares.online) : "?"},
                   {shares.of_observed()},
                   {view::share(shares.observed, shares.whole), Style::dim},
                   {any ? std::to_string(part.sessions) : "?"},
                   {part.sessions > 0 ? view::duration(part.longest_session) : ""}});
    }
    table.print(context.out);
}

static void print_total(Context& context, std::optional<CountBy> by,
                        const std::vector<PresenceTotal>& totals) {
    auto& out = context.out;
    const auto heading = fmt::format("All {} contacts together", totals.front().contacts);
    if (!by) {
        const auto& total = totals.front();
        Fields fields(out, context.clock.zone);
        fields.begin(heading);
        fields.lines("altogether", view::Shares(total.by_state).sentence());
        fields.lines("contacts", fmt::format("{} of the {} who were observed were online",
                                             total.online_contacts, total.observed_contacts));
        return;
    }
    out.print("{}\n", out.paint(Style::heading, heading));
    Table table({{to_string(*by)},
                 {"contacts online", Column::Side::right},
                 {"of observed", Column::Side::right},
                 {"observed", Column::Side::right}});
    for (const auto& total : totals) {
        const view::Shares shares(total.by_state);
        table.add({{query::period_name(total.period.since, *by, context.clock.zone)},
                   {fmt::format("{} of {}", total.online_contacts, total.observed_contacts)},
                   {shares.of_observed()},
                   {view::share(shares.observed, shares.whole), Style::dim}});
    }
    table.print(out);
}

/// Calls `take` with the summaries of one contact (or of one resource) after the other, one for
/// each part of the period. Returns the sums over all contacts; none for resources, whose times are
/// within each other.
static std::vector<PresenceTotal> for_each_summary(
    const Context& context, const PresenceRequest& request,
    const std::function<void(std::vector<PresenceSummary>& parts)>& take) {
    std::vector<PresenceTotal> totals;
    for_each_contact(context, request, [&](auto intervals) {
        std::vector<PresenceSummary> parts;
        if (request.by) {
            parts = query::summarise(intervals, [&](Time time) {
                return query::calendar_period(time, *request.by, context.clock.zone).until;
            });
        } else {
            parts.push_back(query::summarise(intervals));
        }
        if (request.each_resource)
            for (auto& part : parts) part.resource = intervals.front().resource;
        else
            query::add(totals, parts);
        take(parts);
        return !context.out.failed();
    });
    return totals;
}

static bool are_several(const std::vector<PresenceTotal>& totals) {
    return !totals.empty() && totals.front().contacts > 1;
}

bool view_summary(Context& context, const PresenceRequest& request) {
    const auto names = names_in(context);
    bool any = false;
    const auto totals = for_each_summary(context, request, [&](auto& parts) {
        if (any) context.out.write("\n");
        any = true;
        const auto whose = heading(names, request, parts.front());
        if (request.by)
            print_parts(context, whose, *request.by, parts);
        else
            print_whole(context, whose, parts.front());
    });
    if (are_several(totals)) {
        context.out.write("\n");
        print_total(context, request.by, totals);
    }
    return any;
}

bool print_summary_records(Context& context, const PresenceRequest& request) {
    bool any = false;
    const auto totals = for_each_summary(context, request, [&](auto& parts) {
        any = true;
        for (const auto& part : parts)
            context.out.print("{}\n", formats::to_json(with_person(context, part)));
    });
    if (are_several(totals)) {
        for (const auto& total : totals) context.out.print("{}\n", formats::to_json(total));
    }
    return any;
}

}  // namespace boswell::cli
