// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_together.hpp"

#include "base/error.hpp"
#include "base/json_object.hpp"
#include "base/printable.hpp"
#include "cli/table.hpp"
#include "query/together.hpp"
#include "view/times.hpp"

#include <fmt/ranges.h>

namespace boswell::cli {

using query::Attendance;

/// When all contacts that were named were online; empty if nothing is archived of one of them.
static std::vector<query::AttendanceInterval> found(Context& context,
                                                    const PresenceRequest& request) {
    if (request.named.size() < 2)
        throw UsageError("--view together needs at least two contacts: who is to be together?");
    std::vector<query::Sightings> sightings(request.named.size());
    for_each_contact(context, request, [&](auto intervals) {
        for (std::size_t i = 0; i < sightings.size(); ++i) {
            const auto& named = request.named[i];
            const bool as_person = !intervals.front().person.empty();
            if (named.means(intervals.front().contact) && as_person == (named.person != nullptr))
                sightings[i].emplace_back(intervals.begin(), intervals.end());
        }
        return true;
    });
    std::vector<std::vector<query::AttendanceInterval>> contacts;
    for (const auto& each : sightings) {
        if (each.empty()) return {};
        contacts.push_back(query::attendance(each));
    }
    return query::together(contacts);
}

static milliseconds sum(const std::vector<query::AttendanceInterval>& intervals,
                        Attendance attendance) {
    milliseconds sum{0};
    for (const auto& interval : intervals) {
        if (interval.attendance == attendance) sum += interval.period.until - interval.period.since;
    }
    return sum;
}

static std::vector<std::string> names_of(const Context& context) {
    std::vector<std::string> names;
    for (const auto& name : context.arguments.operands()) names.push_back(printable(name));
    return names;
}

bool view_together(Context& context, const PresenceRequest& request) {
    const auto intervals = found(context, request);
    if (intervals.empty()) return false;
    auto& out = context.out;
    out.print("{}\n",
              out.paint(Style::heading, fmt::format("{}", fmt::join(names_of(context), ", "))));
    Table table({{"since"}, {"for", Column::Side::right}, {"together"}});
    for (const auto& [attendance, period] : intervals) {
        if (attendance == Attendance::no) continue;
        const bool yes = attendance == Attendance::yes;
        table.add({{view::exact_time(period.since, context.clock.zone)},
                   {view::duration(period.until - period.since)},
                   {yes ? "online" : "unknown", yes ? Style::good : Style::unknown}});
    }
    if (!table.empty()) table.print(out);
    const auto length = [&](Attendance attendance) {
        const auto whole = sum(intervals, attendance);
        return whole.count() > 0 ? view::duration(whole) : "never";
    };
    out.print("together {}, not together {}, unknown {}\n", length(Attendance::yes),
              length(Attendance::no), length(Attendance::unknown));
    return true;
}

bool print_together_records(Context& context, const PresenceRequest& request) {
    const auto intervals = found(context, request);
    for (const auto& [attendance, period] : intervals) {
        std::string line;
        JsonObject object(line);
        object.text("kind", "together");
        object.list("contacts", context.arguments.operands());
        if (attendance != Attendance::unknown)
            object.boolean("together", attendance == Attendance::yes);
        object.time("since", period.since);
        object.time("until", period.until);
        object.seconds("seconds", period.until - period.since);
        object.close();
        context.out.print("{}\n", line);
    }
    return !intervals.empty();
}

}  // namespace boswell::cli
