// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_picture.hpp"

#include "cli/names.hpp"
#include "cli/presence_views.hpp"
#include "view/heat_map_svg.hpp"
#include "view/timeline_svg.hpp"

namespace boswell::cli {

/// Calls `take` with the name and the intervals of each contact.
template <typename Take>
static void for_each_named(Context& context, const PresenceRequest& request, const Take& take) {
    const auto names = names_in(context);
    for_each_contact(context, request, [&](auto intervals) {
        take(heading(names, request, intervals.front()), intervals);
        return true;
    });
}

std::string timeline_picture(Context& context, const PresenceRequest& request) {
    std::vector<view::NamedIntervals> contacts;
    for_each_named(context, request, [&](std::string name, auto intervals) {
        contacts.push_back({std::move(name), {intervals.begin(), intervals.end()}});
    });
    return contacts.empty() ? "" : view::timeline_svg(contacts, context.clock.zone);
}

std::string heat_map_picture(Context& context, const PresenceRequest& request) {
    std::vector<view::NamedHeatMap> maps;
    for_each_named(context, request, [&](std::string name, auto intervals) {
        maps.push_back({std::move(name), query::heat_map(intervals, context.clock.zone)});
    });
    return maps.empty() ? "" : view::heat_map_svg(maps, context.clock.zone);
}

}  // namespace boswell::cli
