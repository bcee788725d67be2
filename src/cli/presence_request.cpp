// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_request.hpp"

#include "base/error.hpp"
#include "base/integer.hpp"
#include "cli/selection.hpp"
#include "query/sessions.hpp"

#include <algorithm>

namespace boswell::cli {

static constexpr auto usual_length = std::chrono::days(7);

// A period ends now at the latest. What lies ahead is not the same as a time that nobody watched.
static Period period_of(const Context& context, const archive::Selection& selection) {
    const auto now = context.clock.now;
    const auto until = std::min(selection.until.value_or(now), now);
    const auto since = selection.since.value_or(until - usual_length);
    if (since >= until) throw UsageError("--since is in the future");
    return {since, until};
}

/// "90s", "2m", "1h".
static milliseconds length_of(const Arguments& arguments) {
    using namespace std::chrono;
    const auto text = arguments.value("join").value_or("0s");
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = parse_integer<int>(std::string_view(text).substr(0, digits), 0, 100'000);
    const auto unit = text.substr(digits);
    if (number && unit == "s") return seconds(*number);
    if (number && (unit == "m" || unit == "min")) return minutes(*number);
    if (number && unit == "h") return hours(*number);
    throw UsageError("--join takes a length such as 90s, 2m or 1h, not '{}'", text);
}

static std::optional<CountBy> unit_of(const Arguments& arguments) {
    const auto name = arguments.value("by");
    if (!name) return std::nullopt;
    const auto by = parse_count_by(*name);
    if (by == CountBy::day || by == CountBy::week || by == CountBy::month) return by;
    throw UsageError("--by takes day, week or month, not '{}'", *name);
}

PresenceRequest presence_request(const Context& context) {
    const auto& names = context.arguments.operands();
    PresenceRequest request{.selection = record_filter(context, names),
                            .period = {},
                            .join = length_of(context.arguments),
                            .by = unit_of(context.arguments),
                            .each_resource = context.arguments.has("resources"),
                            .named = {}};
    request.period = period_of(context, request.selection);
    request.selection.since = request.period.since;
    request.selection.until = request.period.until;
    for (const auto& name : names) request.named.push_back(meant_by(context, name));
    return request;
}

void for_each_contact(const Context& context, const PresenceRequest& request,
                      const std::function<bool(std::span<const PresenceInterval>)>& take) {
    std::vector<PresenceInterval> intervals;
    const auto give = [&] {
        if (request.join.count() > 0) intervals = query::without_flaps(intervals, request.join);
        const bool wanted = take(intervals);
        intervals.clear();
        return wanted;
    };
    bool wanted = true;
    const auto collect = [&](const PresenceInterval& interval) {
        // The next contact or resource begins at the beginning of the period again.
        if (!intervals.empty() && interval.period.since < intervals.back().period.until)
            wanted = give();
        intervals.push_back(interval);
        return wanted;
    };
    if (request.each_resource) {
        context.archive->for_each_resource_interval(request.selection, request.period,
                                                    context.clock.now, collect);
    } else {
        context.archive->for_each_interval(request.selection, request.period, context.clock.now,
                                           collect);
    }
    if (wanted && !intervals.empty()) give();
}

}  // namespace boswell::cli
