// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/message_count.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<CountBy, 6> names{
    {"day", "week", "month", "year", "contact", "account"}};

std::string_view to_string(CountBy by) { return names.of(by); }
std::optional<CountBy> parse_count_by(std::string_view text) { return names.parse(text); }

}  // namespace boswell
