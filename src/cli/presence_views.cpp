// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_views.hpp"

#include "base/printable.hpp"
#include "cli/names.hpp"
#include "cli/table.hpp"
#include "cli/timeline.hpp"
#include "view/message_text.hpp"
#include "view/presence_text.hpp"
#include "view/times.hpp"

#include <fmt/ranges.h>

namespace boswell::cli {

static std::string title(const query::Person& person) {
    std::vector<std::string> jids;
    jids.reserve(person.jids.size());
    for (const auto& jid : person.jids) jids.push_back(printable(jid.str()));
    return fmt::format("{}: {}", printable(person.name), fmt::join(jids, ", "));
}

std::string title(const view::Names& names, const Jid& account, const Jid& contact,
                  const std::string& resource) {
    auto text = printable(contact.str());
    if (!resource.empty()) text += "/" + printable(resource);
    const auto name = names.of(account, contact);
    if (!name.empty()) text += fmt::format(" ({})", name);
    return text + fmt::format(", seen by {}", printable(account.str()));
}

static Table interval_table(std::span<const PresenceInterval> intervals, const TimeZone& zone) {
    Table table({{"since"}, {"for", Column::Side::right}, {"state"}, {"resource, status"}});
    for (const auto& interval : intervals) {
        const auto length = interval.period.until - interval.period.since;
        auto detail = printable(interval.resource);
        if (!interval.status.empty()) {
            detail += fmt::format("{}{}", detail.empty() ? "" : ": ", printable(interval.status));
        }
        if (interval.state == PresenceState::unknown) detail = "(not observed)";
        const auto style = style_of(interval.state);
        table.add({{view::exact_time(interval.period.since, zone)},
                   {view::duration(length)},
                   {std::string(view::word_for(interval.state)), style},
                   {detail, Style::dim}});
    }
    return table;
}

std::string heading(const view::Names& names, const PresenceRequest& request,
                    const PresenceInterval& first) {
    if (!first.person.empty()) return title(*request.named_person(first.person));
    return title(names, first.account, first.contact, request.each_resource ? first.resource : "");
}

bool view_intervals(Context& context, const PresenceRequest& request) {
    const auto names = names_in(context);
    auto& out = context.out;
    bool any = false;
    for_each_contact(context, request, [&](auto intervals) {
        if (any) out.write("\n");
        any = true;
        const auto& first = intervals.front();
        out.print("{}\n", out.paint(Style::heading, heading(names, request, first)));
        interval_table(intervals, context.clock.zone).print(out);
        return !out.failed();
    });
    return any;
}

bool view_timeline(Context& context, const PresenceRequest& request) {
    const auto names = names_in(context);
    auto& out = context.out;
    bool any = false;
    for_each_contact(context, request, [&](auto intervals) {
        any = true;
        const auto& first = intervals.front();
        out.print("{}\n", out.paint(Style::heading, heading(names, request, first)));
        print_timeline(out, context.clock.zone, intervals);
        out.write("\n");
        return !out.failed();
    });
    if (any) print_timeline_legend(out);
    return any;
}

static std::vector<Cell> event_row(const PresenceRecord& presence, const TimeZone& zone) {
    const bool available = presence.type == PresenceType::available;
    auto cause = std::string(to_string(presence.cause));
    if (presence.cause == Cause::change) cause.clear();
    if (const auto date = view::shown_date(presence, zone); !date.empty())
        cause += (cause.empty() ? "" : ", ") + date;
    auto detail = printable(presence.resource.empty() ? presence.nick : presence.resource);
    if (!presence.status.empty()) {
        detail += fmt::format("{}{}", detail.empty() ? "" : ": ", printable(presence.status));
    }
    return {{view::exact_time(presence.seen_at, zone)},
            {view::shown_presence(presence), available ? Style::good : Style::dim},
            {cause, Style::unknown},
            {detail, Style::dim}};
}

bool view_events(Context& context, const PresenceRequest& request) {
    const auto names = names_in(context);
    auto& out = context.out;
    std::string heading;
    Table table({{"seen at"}, {"presence"}, {"cause"}, {"resource, status"}});
    const auto print = [&out, &heading](const Table& rows) {
        if (rows.empty()) return;
        out.print("{}\n", out.paint(Style::heading, heading));
        rows.print(out);
    };
    const Table none = table;
    context.archive->for_each_presence(request.selection, [&](const PresenceRecord& presence) {
        auto next = title(names, presence.account, presence.contact, "");
        if (next != heading) {
            print(table);
            if (!table.empty()) out.write("\n");
            table = none;
            heading = std::move(next);
        }
        table.add(event_row(presence, context.clock.zone));
        return !out.failed();
    });
    print(table);
    return !table.empty();
}

}  // namespace boswell::cli
