// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/verify_days.hpp"

#include "archive/day_counts.hpp"
#include "sqlite/statement.hpp"

#include <fmt/format.h>

#include <chrono>

namespace boswell::archive {

// As the script that made the table has filled it.
static constexpr auto days_sql = R"(
WITH counted (account_id, quarter, messages) AS (
    SELECT conversation.account_id, message.stamp / 900000 - (message.stamp % 900000 < 0), count(*)
    FROM message
    JOIN conversation ON conversation.id = message.conversation_id
    WHERE NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides)
    GROUP BY 1, 2
), placed (account_id, day, n, messages) AS (
    SELECT account_id, quarter / 96 - (quarter % 96 < 0), (quarter % 96 + 96) % 96, messages
    FROM counted
), fresh (account_id, day, quarters) AS (
    SELECT account_id, day, json_group_object(n, messages)
    FROM placed
    GROUP BY account_id, day
)
SELECT fresh.account_id, fresh.day, fresh.quarters, ifnull(message_day.quarters, '{}')
FROM fresh
LEFT JOIN message_day USING (account_id, day)
UNION ALL
SELECT account_id, day, '{}', quarters
FROM message_day
WHERE (account_id, day) NOT IN (SELECT account_id, day FROM fresh))";

static std::string date_of(std::int64_t day) {
    return to_rfc3339(begin_of(day, 0)).substr(0, std::string_view("2026-11-29").size());
}

void verify_days(const sqlite::Database& database, Jids& jids, std::vector<std::string>& faults) {
    sqlite::Statement statement(database, days_sql);
    for (auto use = statement.use(); use.next();) {
        const auto fresh = parse_day_counts(use.get<std::string_view>(2));
        if (fresh == parse_day_counts(use.get<std::string_view>(3))) continue;
        faults.push_back(fmt::format("the counts of {} by quarters of an hour, on {}, are wrong",
                                     jids.account(use.get<std::int64_t>(0)).str(),
                                     date_of(use.get<std::int64_t>(1))));
    }
}

}  // namespace boswell::archive
