// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/parse.hpp"

#include <optional>
#include <string>

namespace boswell::query {

/// "name:value" as a condition, checked as far as that can be done without an archive. Nothing if
/// it is no field but a text with a colon in it ("mailto:bob", "Re:"). Throws UsageError.
std::optional<Expression> parse_field(const std::string& name, const std::string& value,
                                      const Clock& clock);

}  // namespace boswell::query
