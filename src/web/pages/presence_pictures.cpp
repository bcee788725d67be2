// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of one contact's presence: those of `boswell presence --svg`.
#include "archive/surroundings.hpp"
#include "query/heat_map.hpp"
#include "view/heat_map_svg.hpp"
#include "view/timeline_svg.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"
#include "web/presence.hpp"

#include <algorithm>

namespace boswell::web {

/// The hours of the week say something once there are a few of each.
static constexpr auto least_for_heat_map = std::chrono::days(84);

/// A picture has its own style in it, and nothing else.
static Response picture(std::string text) {
    return {
        .type = "image/svg+xml",
        .body = std::move(text),
        .headers = {{"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"}}};
}

static std::vector<PresenceInterval> intervals_of(const PageContext& context,
                                                  const Period& period) {
    return archive::contact_presence(context.reader, context.jid("account"), context.jid("jid"),
                                     period, context.clock.now);
}

static std::string name_of(const PageContext& context) {
    return context.name_of(context.jid("account"), context.jid("jid"));
}

static Response nothing() {
    return error_page(404, "There is no such picture", "No presence is archived of that time.");
}

static Response timeline(const PageContext& context) {
    auto intervals = intervals_of(context, span_of(context, CountBy::week).period);
    if (intervals.empty()) return nothing();
    const view::NamedIntervals contact{name_of(context), std::move(intervals)};
    return picture(view::timeline_svg({&contact, 1}, context.clock.zone));
}

static Response heat_map(const PageContext& context) {
    auto period = span_of(context, CountBy::week).period;
    period.since = std::min(period.since, period.until - least_for_heat_map);
    const auto intervals = intervals_of(context, period);
    if (intervals.empty()) return nothing();
    // What lies before the first observation would only make every hour look hardly observed.
    auto first = std::ranges::find_if(intervals, [](const PresenceInterval& interval) {
        return interval.state != PresenceState::unknown;
    });
    if (first == intervals.end()) first = intervals.begin();
    const view::NamedHeatMap map{
        name_of(context),
        query::heat_map({std::to_address(first), std::to_address(intervals.end())},
                        context.clock.zone)};
    return picture(view::heat_map_svg({&map, 1}, context.clock.zone));
}

extern constinit const Page timeline_page = {.path = "/timeline.svg", .respond = timeline};
extern constinit const Page heat_map_page = {.path = "/heatmap.svg", .respond = heat_map};

}  // namespace boswell::web
