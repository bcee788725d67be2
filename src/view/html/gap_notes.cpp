// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/html/gap_notes.hpp"

#include "base/printable.hpp"
#include "view/gap_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace boswell::view::html {

static Time beginning(const GapRecord& gap) { return gap.since.value_or(Time::min()); }

void GapNotes::reset(std::vector<GapRecord> gaps) {
    gaps_ = std::move(gaps);
    std::ranges::stable_sort(gaps_, {}, beginning);
    told_ = 0;
}

bool GapNotes::has_before(Time time) const {
    return told_ < gaps_.size() && beginning(gaps_[told_]) < time;
}

static void write_gap(Markup& markup, const GapRecord& gap, const TimeZone& zone) {
    markup.open("li");
    markup.element("b", {}, span_of(gap, zone));
    if (!gap.reason.empty()) markup.element("span", {}, ": " + printable(gap.reason));
    markup.close();
}

void GapNotes::write_before(Markup& markup, Time time, const TimeZone& zone) {
    const auto first = told_;
    while (has_before(time)) ++told_;
    const auto count = told_ - first;
    if (count == 0) return;
    constexpr std::size_t shown_open = 3;
    markup.open("aside", {{"class", "gap"}});
    if (count > shown_open) {
        markup.open("details");
        markup.element("summary", {}, fmt::format("Messages may be missing here: {} times", count));
    } else {
        markup.element("p", {}, "Messages may be missing here");
    }
    markup.open("ul");
    for (auto i = first; i < told_; ++i) write_gap(markup, gaps_[i], zone);
    markup.close();
    if (count > shown_open) markup.close();
    markup.close();
}

}  // namespace boswell::view::html
