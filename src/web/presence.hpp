// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/calendar.hpp"
#include "view/markup.hpp"
#include "web/address.hpp"
#include "web/page_context.hpp"

#include <string>

namespace boswell::web {

/// A day, week or month of the calendar that a page is about.
struct Span {
    CountBy by = CountBy::day;
    Period period;
    std::string name;  ///< "2026-11-29", "2026-W48", "2026-11"
};

/// By the parameters of the page's address: by=week, date=2026-11-22; else the latest one of
/// `usual`. Throws UsageError.
Span span_of(const PageContext& context, CountBy usual);

/// Links to the spans before and after, and to those of other lengths; `address` is the page's
/// without a span.
void write_span_links(view::Markup& markup, const PageContext& context, const Span& span,
                      const Address& address);

}  // namespace boswell::web
