// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boswell {

/// What messages are counted by: parts of the calendar, of which weeks begin on Monday, or whom
/// they are with, or whose they are.
enum class CountBy { day, week, month, year, contact, account };

std::string_view to_string(CountBy by);
std::optional<CountBy> parse_count_by(std::string_view text);

/// True for all that follow the calendar.
constexpr bool is_by_time(CountBy by) { return by != CountBy::contact && by != CountBy::account; }

/// How many messages there are of one day, one contact and so on. Never none.
struct MessageCount {
    CountBy by = CountBy::day;
    std::optional<Period> period{};  ///< of a count by time
    std::string name{};              ///< of the period: 2026-11-29, 2026-W48, 2026-11 or 2026
    Jid with;                        ///< of a count by contact: the contact or room
    Jid account;                     ///< of a count by account
    std::int64_t messages = 0;
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
    friend bool operator==(const MessageCount&, const MessageCount&) = default;
};

}  // namespace boswell
