// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_views.hpp"

#include "base/printable.hpp"
#include "cli/fields.hpp"
#include "cli/names.hpp"
#include "cli/table.hpp"
#include "cli/timeline.hpp"
#include "formats/json_record.hpp"
#include "query/presence_summary.hpp"
#include "view/message_text.hpp"
#include "view/presence_text.hpp"
#include "view/times.hpp"

#include <functional>

namespace boswell::cli {

void for_each_contact(const Context& context, const archive::Selection& selection,
                      const Period& period,
                      const std::function<bool(std::span<const PresenceInterval>)>& take) {
    std::vector<PresenceInterval> intervals;
    bool wanted = true;
    context.archive->for_each_interval(
        selection, period, context.clock.now, [&](const PresenceInterval& interval) {
            const bool other =
                !intervals.empty() && (intervals.back().contact != interval.contact ||
                                       intervals.back().account != interval.account);
            if (other) {
                wanted = take(intervals);
                intervals.clear();
            }
            intervals.push_back(interval);
            return wanted;
        });
    if (wanted && !intervals.empty()) take(intervals);
}

// "bob@example.net  Bob", with the account if it is not the only one.
static std::string title(const view::Names& names, const Jid& account, const Jid& contact) {
    auto text = printable(contact.str());
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

bool view_intervals(Context& context, const archive::Selection& selection, const Period& period) {
    const auto names = names_in(*context.archive);
    auto& out = context.out;
    bool any = false;
    for_each_contact(context, selection, period, [&](auto intervals) {
        if (any) out.write("\n");
        any = true;
        const auto& first = intervals.front();
        out.print("{}\n", out.paint(Style::heading, title(names, first.account, first.contact)));
        interval_table(intervals, context.clock.zone).print(out);
        return !out.failed();
    });
    return any;
}

bool view_timeline(Context& context, const archive::Selection& selection, const Period& period) {
    const auto names = names_in(*context.archive);
    auto& out = context.out;
    bool any = false;
    for_each_contact(context, selection, period, [&](auto intervals) {
        any = true;
        const auto& first = intervals.front();
        out.print("{}\n", out.paint(Style::heading, title(names, first.account, first.contact)));
        print_timeline(out, context.clock.zone, intervals);
        out.write("\n");
        return !out.failed();
    });
    if (any) print_timeline_legend(out);
    return any;
}

// Rounded, but a part that is not nothing is never 0%.
static std::string share(milliseconds part, milliseconds whole) {
    const auto percent = 100.0 * double(part.count()) / double(whole.count());
    if (part.count() > 0 && percent < 1) return "<1%";
    return fmt::format("{:.0f}%", percent);
}

static void print_summary(Context& context, const view::Names& names,
                          const PresenceSummary& summary) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(title(names, summary.account, summary.contact));
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

bool view_summary(Context& context, const archive::Selection& selection, const Period& period) {
    const auto names = names_in(*context.archive);
    bool any = false;
    for_each_contact(context, selection, period, [&](auto intervals) {
        if (any) context.out.write("\n");
        any = true;
        print_summary(context, names, query::summarise(intervals));
        return !context.out.failed();
    });
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

bool view_events(Context& context, const archive::Selection& selection) {
    const auto names = names_in(*context.archive);
    auto& out = context.out;
    std::string heading;
    Table table({{"seen at"}, {"presence"}, {"cause"}, {"resource, status"}});
    const auto print = [&out, &heading](const Table& rows) {
        if (rows.empty()) return;
        out.print("{}\n", out.paint(Style::heading, heading));
        rows.print(out);
    };
    const Table none = table;
    context.archive->for_each_presence(selection, [&](const PresenceRecord& presence) {
        auto next = title(names, presence.account, presence.contact);
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
