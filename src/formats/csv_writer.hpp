// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace boswell::formats {

/// A text as a cell that no spreadsheet takes for a formula. One that begins with = + - @, a tab, a
/// carriage return or a line feed, or with apostrophes and then one of these, gets an apostrophe
/// more in front. So whoever takes one apostrophe away from each cell that begins with apostrophes
/// and one of these characters has the text again.
std::string guarded_cell(std::string_view text);
/// The text that such a cell stands for.
std::string unguarded_cell(std::string_view cell);

/// A row of a table as RFC 4180 has it: it ends with CRLF, and a cell is in quotation marks where
/// it has a comma, a quotation mark, a line break, or a blank at one of its ends. Every cell is
/// guarded; a NUL, which readers refuse, becomes U+FFFD.
std::string csv_row(std::span<const std::string> cells);

}  // namespace boswell::formats
