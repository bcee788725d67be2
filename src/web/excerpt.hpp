// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/marks.hpp"
#include "view/markup.hpp"

#include <string_view>

namespace boswell::web {

/// Writes the part of a text in which something was found, or its beginning, with <mark> around
/// what was found. The text is printable; line feeds become blanks.
void write_excerpt(view::Markup& markup, std::string_view text, const query::Marks& marks);

}  // namespace boswell::web
