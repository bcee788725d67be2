// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "cli/arguments.hpp"

#include <string>
#include <string_view>

namespace boswell::cli {

/// The value of an option that takes a length of time, such as 90s, 2m (or 2min) or 1h; `usual` if
/// it is not given. Throws UsageError for anything else.
milliseconds length_of(const Arguments& arguments, std::string_view option,
                       const std::string& usual);

}  // namespace boswell::cli
