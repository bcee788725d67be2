// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/contact.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<Subscription, 5> subscriptions{{"none", "to", "from", "both", "remove"}};

std::string_view to_string(Subscription subscription) { return subscriptions.of(subscription); }
std::optional<Subscription> parse_subscription(std::string_view text) {
    return subscriptions.parse(text);
}

}  // namespace boswell
