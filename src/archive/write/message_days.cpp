// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_days.hpp"

#include <algorithm>
#include <set>

namespace boswell::archive {

static constexpr auto account_sql = R"(
SELECT account_id
FROM conversation
WHERE id = ?1)";

static constexpr auto find_sql = R"(
SELECT quarters
FROM message_day
WHERE account_id = ?1 AND day = ?2)";

static constexpr auto write_sql = R"(
INSERT INTO message_day (account_id, day, quarters)
VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET quarters = excluded.quarters)";

static constexpr auto remove_sql = R"(
DELETE FROM message_day
WHERE account_id = ?1 AND day = ?2)";

// Live messages are nearly all of today.
static constexpr std::size_t most_days = 256;
static constexpr std::size_t most_accounts = 20'000;

MessageDays::MessageDays(sqlite::Database& database)
    : find_account_(database, account_sql),
      find_(database, find_sql),
      write_(database, write_sql),
      remove_(database, remove_sql) {}

std::int64_t MessageDays::account_of(std::int64_t conversation) {
    if (const auto known = accounts_.find(conversation); known != accounts_.end())
        return known->second;
    if (accounts_.size() >= most_accounts) accounts_.clear();
    auto use = find_account_.use(conversation);
    if (!use.next()) throw Error("there is no conversation {}", conversation);
    return accounts_.emplace(conversation, use.get<std::int64_t>(0)).first->second;
}

DayCounts& MessageDays::counts_of(const Day& day) {
    const auto known = days_.find(day);
    if (known != days_.end()) return known->second;
    auto use = find_.use(day.first, day.second);
    return days_
        .emplace(day, use.next() ? parse_day_counts(use.get<std::string_view>(0)) : DayCounts{})
        .first->second;
}

void MessageDays::flush() {
    if (changes_.empty()) return;
    std::set<Day> changed;
    for (const auto& change : changes_) {
        const Day day{account_of(change.conversation), change.quarter.day};
        counts_of(day)[change.quarter.n] += change.messages;
        changed.insert(day);
    }
    changes_.clear();
    for (const auto& day : changed) {
        const auto& counts = counts_of(day);
        if (std::ranges::all_of(counts, [](auto count) { return count == 0; })) {
            remove_.run(day.first, day.second);
        } else {
            write_.run(day.first, day.second, to_json(counts));
        }
    }
    if (days_.size() > most_days) days_.clear();
}

void MessageDays::forget() noexcept {
    changes_.clear();
    accounts_.clear();
    days_.clear();
}

}  // namespace boswell::archive
