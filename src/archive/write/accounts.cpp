// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/accounts.hpp"

#include "model/sign_of_life.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace boswell::archive {

static constexpr Interner::Sql account_sql{"SELECT id FROM account WHERE jid = ?1",
                                           "INSERT INTO account (jid) VALUES (?1)"};

static constexpr auto disconnect_all_sql = R"(
UPDATE account
SET state = 'offline', state_since = last_proof, observation_id = NULL
WHERE state IN ('connecting', 'online') OR observation_id IS NOT NULL)";

// The columns that refer to account, of whatever table: a table that a later schema adds counts as
// well. The first, observation, spares the others for every account that was online.
static constexpr auto referring_sql = R"(
SELECT format('NOT EXISTS (SELECT 1 FROM "%w" WHERE "%w" = account.id)', tables.name, keys."from")
FROM sqlite_schema AS tables
JOIN pragma_foreign_key_list(tables.name) AS keys
WHERE tables.type = 'table' AND keys."table" = 'account'
ORDER BY tables.name <> 'observation', tables.name)";

static constexpr auto set_state_sql = R"(
UPDATE account
SET state = ?2, state_since = ?3, last_error = ?4, last_proof = coalesce(?5, last_proof)
WHERE id = ?1)";

static constexpr auto set_session_sql = R"(
UPDATE account
SET tls = ?2, sasl = ?3, features = ?4, retention = ?5
WHERE id = ?1)";

static constexpr auto prove_sql = R"(
UPDATE account
SET last_proof = ?2
WHERE id = ?1)";

// A proof of life that is earlier than the last one shows that the clock was set back. The later
// time was wrong then, so the span is shortened.
static constexpr auto extend_observation_sql = R"(
UPDATE observation
SET until = max(since, ?2)
WHERE id = (SELECT observation_id FROM account WHERE id = ?1))";

static constexpr auto insert_observation_sql = R"(
INSERT INTO observation (account_id, since, until, presence, continues_id)
VALUES (?1, ?2, ?2, ?3, ?4))";

static constexpr auto find_last_observation_sql = R"(
SELECT id
FROM observation
WHERE +account_id = ?1 AND NOT imported
ORDER BY id DESC
LIMIT 1)";

// If the clock was set back, the span may end after the next one begins. The time that the two have
// in common then belongs to the next one.
static constexpr auto interrupt_observation_sql = R"(
UPDATE observation
SET until = max(since, min(coalesce(?2, until), ?3)), heard_until = iif(?2 > ?3, ?2, NULL),
    ended = ?4
WHERE id = (SELECT observation_id FROM account WHERE id = ?1))";

static constexpr auto open_observation_sql = R"(
UPDATE account
SET observation_id = ?2
WHERE id = ?1)";

static constexpr auto end_observation_sql = R"(
UPDATE observation
SET until = CASE WHEN ?2 IS NULL THEN until ELSE max(since, ?2) END, ended = ?3
WHERE id = (SELECT observation_id FROM account WHERE id = ?1))";

static constexpr auto close_observation_sql = R"(
UPDATE account
SET observation_id = NULL
WHERE id = ?1)";

Accounts::Accounts(sqlite::Database& database)
    : database_(database),
      accounts_(database, account_sql),
      set_state_(database, set_state_sql),
      set_session_(database, set_session_sql),
      prove_(database, prove_sql),
      extend_observation_(database, extend_observation_sql),
      insert_observation_(database, insert_observation_sql),
      find_last_observation_(database, find_last_observation_sql),
      interrupt_observation_(database, interrupt_observation_sql),
      open_observation_(database, open_observation_sql),
      end_observation_(database, end_observation_sql),
      close_observation_(database, close_observation_sql) {}

void Accounts::disconnect_all(sqlite::Database& database) {
    sqlite::Statement(database, disconnect_all_sql).run();
}

void Accounts::remove_untried(sqlite::Database& database) {
    std::string sql = "DELETE FROM account WHERE 1";
    sqlite::Statement referring(database, referring_sql);
    for (auto use = referring.use(); use.next();) sql += " AND " + use.get<std::string>(0);
    sqlite::Statement(database, sql).run();
}

std::int64_t Accounts::id_of(const Jid& jid) {
    if (jid.empty()) throw Error("an event names no account");
    return accounts_.id_of(jid.bare().str());
}

static std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        if (!text.empty()) text += '\n';
        text += line;
    }
    return text;
}

/// A default last_proof says that nothing was heard yet.
static std::optional<Time> heard(const ConnectionChanged& change) {
    return change.last_proof == Time{} ? std::nullopt : std::optional(change.last_proof);
}

void Accounts::write(const ConnectionChanged& change) {
    const auto account = id_of(change.account);
    if (change.state == ConnectionState::online) {
        begin_observation(account, change);
    } else {
        end_observation(account, change);
    }
    const bool went_wrong = change.state != ConnectionState::online;
    set_state_.run(account, to_string(change.state), change.at,
                   sqlite::or_null(went_wrong ? std::string_view(change.error) : ""),
                   heard(change));
}

void Accounts::begin_observation(std::int64_t account, const ConnectionChanged& change) {
    // An observation that is still open, and that this one does not go on with, is that of a killed
    // agent: it ends at its last proof of life.
    std::optional<std::int64_t> continued;
    if (change.resumed) {
        interrupt_observation_.run(account, heard(change), change.at,
                                   sqlite::or_null(change.error));
        continued = find_last_observation(account);
    }
    insert_observation_.run(account, change.at, change.presence_observed, continued);
    open_observation_.run(account, database_.last_insert_id());
    if (change.resumed) return;
    std::optional<std::int64_t> retention;
    if (change.retention) retention = change.retention->count();
    set_session_.run(account, sqlite::or_null(change.tls), sqlite::or_null(change.sasl),
                     sqlite::or_null(joined_lines(change.features)), retention);
}

std::optional<std::int64_t> Accounts::find_last_observation(std::int64_t account) {
    auto use = find_last_observation_.use(account);
    if (!use.next()) return std::nullopt;
    return use.get<std::int64_t>(0);
}

void Accounts::end_observation(std::int64_t account, const ConnectionChanged& change) {
    const auto why = change.error.empty() ? was_stopped : change.error;
    end_observation_.run(account, heard(change), why);
    close_observation_.run(account);
}

void Accounts::write(const ProofOfLife& proof) {
    const auto account = id_of(proof.account);
    extend_observation_.run(account, proof.at);
    prove_.run(account, proof.at);
}

}  // namespace boswell::archive
