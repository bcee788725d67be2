// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/presence.hpp"

#include "base/error.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::web {

static std::string date_of(Time time, const TimeZone& zone) {
    return view::date_and_minute(time, zone).substr(0, 10);
}

Span span_of(const PageContext& context, CountBy usual) {
    const auto& zone = context.clock.zone;
    Span span{.by = usual};
    if (const auto by = context.request.parameter("by"); !by.empty()) {
        const auto parsed = parse_count_by(by);
        if (!parsed || !is_by_time(*parsed) || *parsed == CountBy::year)
            throw UsageError("presence is shown by day, week or month, not by '{}'", by);
        span.by = *parsed;
    }
    const auto date = context.request.parameter("date");
    const auto time =
        date.empty() ? context.clock.now : query::parse_time(date, context.clock).since;
    span.period = query::calendar_period(time, span.by, zone);
    span.name = query::period_name(span.period.since, span.by, zone);
    return span;
}

void write_span_links(view::Markup& markup, const PageContext& context, const Span& span,
                      const Address& address) {
    const auto& zone = context.clock.zone;
    const auto link = [&](CountBy by, Time time, std::string_view words, bool is_here) {
        auto target = address;
        target.with("by", to_string(by)).with("date", date_of(time, zone));
        if (is_here)
            markup.element("a", {{"href", target.text()}, {"aria-current", "true"}}, words);
        else
            markup.element("a", {{"href", target.text()}}, words);
        markup.text(" ");
    };
    markup.open("nav", {{"class", "up"}, {"aria-label", "time"}});
    link(span.by, span.period.since - std::chrono::hours(1),
         fmt::format("← {} before", to_string(span.by)), false);
    if (span.period.until <= context.clock.now)
        link(span.by, span.period.until, fmt::format("{} after →", to_string(span.by)), false);
    for (const auto by : {CountBy::day, CountBy::week, CountBy::month})
        link(by, span.period.since, to_string(by), by == span.by);
    markup.close();
}

}  // namespace boswell::web
