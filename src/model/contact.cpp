// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/contact.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<Subscription, 5> subscriptions{{"none", "to", "from", "both", "remove"}};
static constexpr EnumNames<RosterMark, 3> marks{{"blocked", "hidden", "pinned"}};

std::string_view to_string(Subscription subscription) { return subscriptions.of(subscription); }
std::optional<Subscription> parse_subscription(std::string_view text) {
    return subscriptions.parse(text);
}
std::string_view to_string(RosterMark mark) { return marks.of(mark); }
std::optional<RosterMark> parse_roster_mark(std::string_view text) { return marks.parse(text); }

}  // namespace boswell
