// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/roster_beginnings.hpp"

namespace boswell::archive {

// Another number after each transaction of another connection. The agent makes many, of which few
// change a roster.
static constexpr auto data_version_sql = "PRAGMA data_version";

// A version gets an id above or below all others, and goes only with its import.
static constexpr auto mark_of_versions_sql = R"(
SELECT (SELECT min(id) FROM roster_change) || ' ' || (SELECT max(id) FROM roster_change) || ' ' ||
       (SELECT count(*) FROM roster_change) || ' ' ||
       (SELECT count(undone_at) FROM import_run))";

// Without the index that begins with the account, which does not have the times.
static constexpr auto first_version_sql = R"(
SELECT min(seen_at)
FROM roster_change
WHERE +account_id = ?1)";

RosterBeginnings::RosterBeginnings(const sqlite::Database& database)
    : data_version_(database, data_version_sql),
      mark_of_versions_(database, mark_of_versions_sql),
      first_version_(database, first_version_sql) {}

void RosterBeginnings::forget_after_a_change() {
    auto version = data_version_.use();
    if (version.next() && version.get<std::int64_t>(0) == seen_data_version_) return;
    seen_data_version_ = version.get<std::int64_t>(0);
    auto mark = mark_of_versions_.use();
    if (mark.next() && mark.get<std::string_view>(0) == seen_mark_) return;
    seen_mark_ = mark.get<std::string>(0);
    known_.clear();
}

std::optional<Time> RosterBeginnings::of(std::int64_t account_id) {
    forget_after_a_change();
    const auto [known, is_new] = known_.try_emplace(account_id);
    if (!is_new) return known->second;
    if (auto use = first_version_.use(account_id); use.next())
        known->second = use.get<std::optional<Time>>(0);
    return known->second;
}

}  // namespace boswell::archive
