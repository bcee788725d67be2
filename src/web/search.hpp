// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view/markup.hpp"
#include "web/page_context.hpp"

#include <chrono>

namespace boswell::web {

/// What a search looks for, and for how long.
struct Search {
    std::string text;  ///< as typed
    query::Expression where;
    std::chrono::milliseconds patience;
};

/// Writes the messages that are found, newest first, and the way to the next ones. What was found
/// when the patience is at its end is shown, and said to be only that. Throws UsageError for a name
/// that fits no contact.
void write_hits(view::Markup& markup, const PageContext& context, const Search& search);

/// Writes how many there are of each month, contact or whatever `by` says, each with its search.
void write_counts(view::Markup& markup, const PageContext& context, const Search& search,
                  CountBy by);

}  // namespace boswell::web
