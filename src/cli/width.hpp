// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Columns that text takes on a terminal: two for East Asian wide characters and emoji, none for
/// combining marks. All texts are printable UTF-8 without escape sequences.
namespace boswell::cli {

int display_width(std::string_view text);

/// The longest beginning that fits, with "…" in its last column if something was cut off.
std::string cut_to_width(std::string_view text, int columns);

/// Blanks added, at the end, up to `columns`.
std::string pad(std::string_view text, int columns);

/// The text in lines of at most `columns`, broken at blanks where possible and at line feeds.
std::vector<std::string> wrap(std::string_view text, int columns);

}  // namespace boswell::cli
