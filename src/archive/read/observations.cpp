// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/lock.hpp"
#include "archive/read/connection.hpp"
#include "model/sign_of_life.hpp"

namespace boswell::archive {

static constexpr auto accounts_sql = R"(
SELECT id, jid
FROM account
ORDER BY jid)";

static constexpr auto observations_sql = R"(
SELECT since, until, presence, ended, continues_id IS NOT NULL,
       id IS (SELECT observation_id FROM account WHERE account.id = ?1)
FROM observation
WHERE +account_id = ?1 AND since < ?3 AND until >= ?2
ORDER BY id)";

static void set_end(ObservationRecord& record, const sqlite::Use& row) {
    const auto ended = row.get<std::string_view>(3);
    if (ended.empty()) {
        record.ended = SpanEnd::killed;
    } else if (ended == was_stopped) {
        record.ended = SpanEnd::closed;
    } else if (ended == clock_was_set) {
        record.ended = SpanEnd::clock;
    } else {
        record.ended = SpanEnd::lost;
        record.reason = ended;
    }
}

static ObservationRecord to_record(const sqlite::Use& row, const Jid& account, bool is_running) {
    ObservationRecord record{.account = account,
                             .period = {row.get<Time>(0), row.get<Time>(1)},
                             .presence = row.get<bool>(2),
                             .continues = row.get<bool>(4)};
    const bool lasts = is_running && row.get<bool>(5);
    if (!lasts) set_end(record, row);
    return record;
}

void Reader::for_each_observation(const Selection& selection,
                                  const std::function<bool(const ObservationRecord&)>& take) const {
    const ReadTransaction transaction(*connection_);
    const auto& database = connection_->database;
    const bool is_running = is_locked(database.path());
    sqlite::Statement accounts(database, accounts_sql);
    sqlite::Statement observations(database, observations_sql);
    for (auto account = accounts.use(); account.next();) {
        const auto jid = Jid::of(account.get<std::string_view>(1));
        if (!is_wanted(jid, selection.accounts)) continue;
        auto use =
            observations.use(account.get<std::int64_t>(0), selection.since.value_or(Time::min()),
                             selection.until.value_or(Time::max()));
        while (use.next()) {
            if (!take(to_record(use, jid, is_running))) return;
        }
    }
}

}  // namespace boswell::archive
