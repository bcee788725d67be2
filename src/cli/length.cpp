// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/length.hpp"

#include "base/error.hpp"
#include "base/length.hpp"

namespace boswell::cli {

milliseconds length_of(const Arguments& arguments, std::string_view option,
                       const std::string& usual) {
    const auto text = arguments.value(option).value_or(usual);
    if (const auto length = parse_length(text, clock_units())) return *length;
    throw UsageError("--{} takes a length such as 90s, 2m or 1h, not '{}'", option, text);
}

}  // namespace boswell::cli
