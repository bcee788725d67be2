// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boswell::formats {

/// A line as mcabber and poezio write it: "MR 20111214T10:00:05Z 001 text".
struct LogLine {
    char type = ' ';
    char info = ' ';
    Time stamp;
    int more = 0;  ///< how many lines follow that belong to it
    std::string text;
};

/// Nullopt for anything else.
std::optional<LogLine> parse_log_line(std::string_view line);

/// Whether there is a line with a name before its text, "<bob>  text": such are poezio's.
bool has_named_line(std::string_view text);

}  // namespace boswell::formats
