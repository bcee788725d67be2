// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell {

enum class Lines { one, many };

/// Text that is safe to write to a terminal: control characters (C0, DEL, C1) become \x1b and the
/// like, the separators of lines and paragraphs, where some programs break the line, \u2028 and
/// \u2029, a byte that is not UTF-8 becomes \xNN, bidirectional embeddings, overrides and isolates
/// are closed at the end of the text and of each line. With Lines::many a line feed and a tab stay
/// as they are; with Lines::one they become \n and \t.
std::string printable(std::string_view text, Lines lines = Lines::one);

}  // namespace boswell
