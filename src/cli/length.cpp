// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/length.hpp"

#include "base/error.hpp"
#include "base/integer.hpp"

#include <algorithm>

namespace boswell::cli {

milliseconds length_of(const Arguments& arguments, std::string_view option,
                       const std::string& usual) {
    using namespace std::chrono;
    const auto text = arguments.value(option).value_or(usual);
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = parse_integer<int>(std::string_view(text).substr(0, digits), 0, 100'000);
    const auto unit = text.substr(digits);
    if (number && unit == "s") return seconds(*number);
    if (number && (unit == "m" || unit == "min")) return minutes(*number);
    if (number && unit == "h") return hours(*number);
    throw UsageError("--{} takes a length such as 90s, 2m or 1h, not '{}'", option, text);
}

}  // namespace boswell::cli
