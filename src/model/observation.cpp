// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/observation.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<SpanEnd, 4> ends{{"closed", "lost", "killed", "clock"}};

std::string_view to_string(SpanEnd end) { return ends.of(end); }
std::optional<SpanEnd> parse_span_end(std::string_view text) { return ends.parse(text); }

}  // namespace boswell
