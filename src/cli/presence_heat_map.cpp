// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_heat_map.hpp"

#include "base/json_object.hpp"
#include "cli/names.hpp"
#include "cli/presence_views.hpp"
#include "query/heat_map.hpp"
#include "view/heat_map.hpp"

#include <algorithm>

namespace boswell::cli {

static constexpr int label_width = 5;
static constexpr int usual_cell_width = 2;
static constexpr int widest_cell = 3;

static int cell_width(const Terminal& out) {
    if (out.width() == 0) return usual_cell_width;
    return std::clamp((out.width() - label_width) / 24, 1, widest_cell);
}

static std::string repeated(std::string_view sign, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += sign;
    return text;
}

static std::string_view sign_of(view::Heat heat) {
    static constexpr std::string_view signs[] = {"·", "░", "▒", "▓", "█"};
    if (heat == view::Heat::none) return " ";
    if (heat == view::Heat::sparse) return "?";
    return signs[static_cast<std::size_t>(heat)];
}

static Style style_of(view::Heat heat) {
    if (heat == view::Heat::sparse) return Style::unknown;
    return heat == view::Heat::never ? Style::dim : Style::good;
}

static void print_map(Terminal& out, const query::HeatMap& map) {
    const int width = cell_width(out);
    out.print("{:{}}", "", label_width);
    for (int hour = 0; hour < 24; hour += 3)
        out.write(out.paint(Style::dim, fmt::format("{:<{}}", hour, hour < 21 ? 3 * width : 2)));
    out.write("\n");
    for (std::size_t day = 0; day < map.cells.size(); ++day) {
        out.print("{:{}}", view::weekday_names[day], label_width);
        for (const auto& cell : map.cells[day]) {
            const auto heat = view::heat_of(cell);
            out.write(out.paint(style_of(heat), repeated(sign_of(heat), width)));
        }
        out.write("\n");
    }
}

static void print_legend(Terminal& out) {
    for (const auto heat : view::all_heats)
        out.print("{} {}  ", out.paint(style_of(heat), sign_of(heat)), view::meaning_of(heat));
    out.write("\n");
}

bool view_heat_map(Context& context, const PresenceRequest& request) {
    const auto names = names_in(context);
    auto& out = context.out;
    bool any = false;
    for_each_contact(context, request, [&](auto intervals) {
        any = true;
        const auto name = heading(names, request, intervals.front());
        out.print("{}\n", out.paint(Style::heading, name));
        print_map(out, query::heat_map(intervals, context.clock.zone));
        out.write("\n");
        return !out.failed();
    });
    if (any) print_legend(out);
    return any;
}

static std::string record_of(const Context& context, const query::HeatMap& map, std::size_t day,
                             std::size_t hour, const std::string& resource) {
    const auto& cell = map.cells[day][hour];
    std::string line;
    JsonObject object(line);
    object.text("kind", "heatmap");
    object.text("account", map.account.str());
    object.text("contact", map.contact.str());
    object.text("person", context.persons.name_at(map.contact));
    object.text("resource", resource);
    object.text("weekday", view::weekday_names[day]);
    object.number("hour", static_cast<std::int64_t>(hour));
    if (!cell.is_sparse()) object.member("online_share") += fmt::format("{:.4g}", cell.share());
    object.seconds("seconds", cell.whole);
    object.seconds("observed_seconds", cell.observed);
    object.seconds("online_seconds", cell.online);
    object.close();
    return line;
}

bool print_heat_map_records(Context& context, const PresenceRequest& request) {
    bool any = false;
    for_each_contact(context, request, [&](auto intervals) {
        any = true;
        const auto map = query::heat_map(intervals, context.clock.zone);
        const auto resource = request.each_resource ? intervals.front().resource : "";
        for (std::size_t day = 0; day < map.cells.size(); ++day) {
            for (std::size_t hour = 0; hour < map.cells[day].size(); ++hour) {
                if (map.cells[day][hour].whole.count() > 0)
                    context.out.print("{}\n", record_of(context, map, day, hour, resource));
            }
        }
        return !context.out.failed();
    });
    return any;
}

}  // namespace boswell::cli
