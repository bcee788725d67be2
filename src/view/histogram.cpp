// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/histogram.hpp"

#include "query/calendar.hpp"

namespace boswell::view {

// More than these in a row become one line: somebody's clock may have said 1970.
static constexpr std::size_t most_empty = 7;

/// The periods without messages from `since` to `until`.
static std::vector<HistogramRow> between(Time since, Time until, CountBy by, const TimeZone& zone) {
    std::vector<HistogramRow> rows;
    while (since < until) {
        if (rows.size() == most_empty) return {{.label = "…"}};
        rows.push_back({.label = query::period_name(since, by, zone)});
        since = query::calendar_period(since, by, zone).until;
    }
    return rows;
}

static std::string label_of(const MessageCount& count) {
    if (count.period) return count.name;
    return (count.by == CountBy::account ? count.account : count.with).str();
}

std::vector<HistogramRow> histogram(std::span<const MessageCount> counts, const TimeZone& zone) {
    std::vector<HistogramRow> rows;
    std::optional<Time> end;
    for (const auto& count : counts) {
        if (end && count.period) {
            for (auto& row : between(*end, count.period->since, count.by, zone))
                rows.push_back(std::move(row));
        }
        if (count.period) end = count.period->until;
        rows.push_back({label_of(count), count.messages});
    }
    return rows;
}

}  // namespace boswell::view
