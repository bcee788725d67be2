// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/observations.hpp"

#include "model/sign_of_life.hpp"

#include <optional>
#include <string_view>

namespace boswell::archive {

static constexpr auto find_sql = R"(
SELECT id
FROM observation
WHERE account_id = ?1 AND since = ?2 AND presence = ?3)";

static constexpr auto extend_sql = R"(
UPDATE observation
SET until = ?2, ended = ?3
WHERE id = ?1 AND imported AND until < ?2)";

static constexpr auto insert_sql = R"(
INSERT INTO observation (account_id, since, until, presence, ended, continues_id, imported)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1))";

static constexpr std::string_view lost = "the connection was lost";

RestoreObservations::RestoreObservations(sqlite::Database& database, Tables& tables, ImportRun& run)
    : database_(database),
      tables_(tables),
      run_(run),
      find_(database, find_sql),
      extend_(database, extend_sql),
      insert_(database, insert_sql) {}

/// Column ended: nothing if the agent was killed. A span that lasted when it was exported has no
/// known end either.
static std::optional<std::string_view> ended_of(const ObservationRecord& record) {
    if (!record.ended || record.ended == SpanEnd::killed) return std::nullopt;
    if (record.ended == SpanEnd::closed) return was_stopped;
    if (record.ended == SpanEnd::clock) return clock_was_set;
    return record.reason.empty() ? lost : std::string_view(record.reason);
}

Outcome RestoreObservations::restore(const ObservationRecord& record) {
    const auto account = tables_.accounts.id_of(record.account);
    const auto& period = record.period;
    const ImportedRow row{.kind = "observation",
                          .owner = account,
                          .contact = 0,
                          .at = period.since,
                          .thing = record.presence ? "1" : "0"};
    const auto before = latest_.find(account);
    std::optional<std::int64_t> continued;
    if (record.continues && before != latest_.end()) continued = before->second;
    {
        auto use = find_.use(account, period.since, record.presence);
        if (use.next()) {
            latest_[account] = use.get<std::int64_t>(0);
            extend_.run(latest_[account], period.until, ended_of(record));
            const bool extended = database_.changes() > 0;
            run_.knew(row);
            return extended ? Outcome::completed : Outcome::known;
        }
    }
    insert_.run(account, period.since, period.until, record.presence, ended_of(record), continued);
    latest_[account] = database_.last_insert_id();
    run_.added(row);
    return Outcome::added;
}

}  // namespace boswell::archive
