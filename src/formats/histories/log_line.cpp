// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/log_line.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace boswell::formats {

std::optional<LogLine> parse_log_line(std::string_view line) {
    if (line.size() < 25 || line[2] != ' ' || line[20] != 'Z' || line[21] != ' ')
        return std::nullopt;
    const auto time = parse_xmpp_stamp(line.substr(3, 17));  // 20111214T10:00:05
    const auto end = line.find(' ', 22);
    const auto more = parse_integer<int>(line.substr(22, end - 22), 0, 9999);
    if (!time || !more || end == std::string_view::npos) return std::nullopt;
    return LogLine{line[0], line[1], *time, *more, std::string(line.substr(end + 1))};
}

bool has_named_line(std::string_view text) {
    return std::ranges::any_of(split(text, '\n'), [](std::string_view line) {
        const auto parsed = parse_log_line(line);
        return parsed && parsed->type == 'M' && parsed->info == 'R' &&
               parsed->text.starts_with('<') && parsed->text.find(">  ") != std::string::npos;
    });
}

}  // namespace boswell::formats
