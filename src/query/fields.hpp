// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/parse.hpp"

#include <optional>
#include <string>

namespace boswell::query {

/// "name:value" as a condition, checked as far as that can be done without an archive. Nothing if
/// the colon is a part of the text, as in "mailto:bob" or "Re:". Throws UsageError.
std::optional<Expression> parse_field(const std::string& name, const std::string& value,
                                      const Clock& clock);

}  // namespace boswell::query
