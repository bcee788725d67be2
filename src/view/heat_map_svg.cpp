// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/heat_map_svg.hpp"

#include "view/heat_map.hpp"
#include "view/picture.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::view {

static constexpr int margin = 16;
static constexpr int label_width = 40;
static constexpr int cell_width = 30;
static constexpr int cell_height = 20;
static constexpr int gap = 2;
static constexpr int heading_height = 46;  // the name and the hours
static constexpr int map_height = heading_height + 7 * cell_height + 18;
static constexpr int top = 52;
static constexpr int legend_height = 36;
static constexpr int width = 2 * margin + label_width + 24 * cell_width;

/// Shades that also differ in print.
static std::string_view opacity_of(Heat heat) {
    switch (heat) {
        case Heat::never:
            return "0.06";
        case Heat::little:
            return "0.25";
        case Heat::some:
            return "0.5";
        case Heat::much:
            return "0.75";
        default:
            return "1";
    }
}

static void draw_box(Markup& markup, Heat heat, int x, int y, const std::string& tip) {
    markup.open("rect", {{"x", x},
                         {"y", y},
                         {"width", cell_width - gap},
                         {"height", cell_height - gap},
                         {"class", heat == Heat::sparse ? "unknown" : "heat"},
                         {"fill-opacity", opacity_of(heat)}});
    markup.element("title", {}, tip);
    markup.close();
}

static std::string tip_of(const query::HeatMap& map, std::size_t day, std::size_t hour) {
    const auto& cell = map.cells[day][hour];
    const auto place = fmt::format("{} {:02}:00", weekday_names[day], hour);
    if (cell.observed.count() == 0) return place + ": not observed";
    return fmt::format("{}: online {:.0f}% of {} observed, of {}", place, 100 * cell.share(),
                       duration(cell.observed), duration(cell.whole));
}

static void draw_map(Markup& markup, const NamedHeatMap& named, int y) {
    markup.element("text", {{"x", margin}, {"y", y + 14}, {"class", "heading"}}, named.name);
    const int left = margin + label_width;
    for (int hour = 0; hour < 24; hour += 3)
        markup.element("text", {{"x", left + hour * cell_width}, {"y", y + 36}, {"class", "axis"}},
                       fmt::format("{:02}:00", hour));
    for (std::size_t day = 0; day < 7; ++day) {
        const int row = y + heading_height + static_cast<int>(day) * cell_height;
        markup.element("text", {{"x", left - 8}, {"y", row + 13}, {"class", "axis right"}},
                       weekday_names[day]);
        for (std::size_t hour = 0; hour < 24; ++hour) {
            const auto heat = heat_of(named.map.cells[day][hour]);
            if (heat != Heat::none)
                draw_box(markup, heat, left + static_cast<int>(hour) * cell_width, row,
                         tip_of(named.map, day, hour));
        }
    }
}

static void draw_legend(Markup& markup, int y) {
    int x = margin + label_width;
    for (const auto heat : all_heats) {
        const auto meaning = meaning_of(heat);
        draw_box(markup, heat, x, y, std::string(meaning));
        markup.element("text", {{"x", x + cell_width + 4}, {"y", y + 13}, {"class", "axis"}},
                       meaning);
        x += cell_width + 16 + 7 * static_cast<int>(meaning.size());
    }
}

/// A line for each hour of which the period has any.
static std::string table_of(std::span<const NamedHeatMap> maps) {
    std::string table;
    for (const auto& [name, map] : maps) {
        table += name + "\n";
        for (std::size_t day = 0; day < 7; ++day) {
            for (std::size_t hour = 0; hour < 24; ++hour) {
                if (map.cells[day][hour].whole.count() > 0) table += tip_of(map, day, hour) + "\n";
            }
        }
    }
    return table;
}

std::string heat_map_svg(std::span<const NamedHeatMap> maps, const TimeZone& zone) {
    const auto& period = maps.front().map.period;
    const auto count = static_cast<int>(maps.size());
    const auto title = fmt::format("Online by hour of the week, {} to {} ({})",
                                   date_and_minute(period.since, zone),
                                   date_and_minute(period.until, zone), zone.name());
    const Picture picture{.title = title,
                          .description = table_of(maps),
                          .width = width,
                          .height = top + count * map_height + legend_height};
    return svg(picture, [&](Markup& markup) {
        markup.element("text", {{"x", margin}, {"y", 24}}, title);
        markup.element("text", {{"x", margin}, {"y", 40}, {"class", "axis"}},
                       "as a share of the time that was observed");
        for (int i = 0; i < count; ++i)
            draw_map(markup, maps[static_cast<std::size_t>(i)], top + i * map_height);
        draw_legend(markup, top + count * map_height);
    });
}

}  // namespace boswell::view
