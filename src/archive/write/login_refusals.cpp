// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/login_refusals.hpp"

namespace boswell::archive {

using namespace std::chrono_literals;

static constexpr auto kept_for = 24h;

static constexpr auto forget_older_sql = R"(
DELETE FROM login_refusal
WHERE account_id = ?1 AND at <= ?2)";

static constexpr auto insert_sql = R"(
INSERT OR IGNORE INTO login_refusal (account_id, at)
VALUES (?1, ?2))";

static constexpr auto forget_all_sql = R"(
DELETE FROM login_refusal
WHERE account_id = ?1)";

LoginRefusals::LoginRefusals(sqlite::Database& database, Accounts& accounts)
    : accounts_(accounts),
      forget_older_(database, forget_older_sql),
      insert_(database, insert_sql),
      forget_all_(database, forget_all_sql) {}

void LoginRefusals::write(const LoginRefused& refusal) {
    const auto account = accounts_.id_of(refusal.account);
    forget_older_.run(account, refusal.at - kept_for);
    insert_.run(account, refusal.at);
}

void LoginRefusals::see(const ConnectionChanged& change) {
    if (change.state == ConnectionState::online) forget_all_.run(accounts_.id_of(change.account));
}

}  // namespace boswell::archive
