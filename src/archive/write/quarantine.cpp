// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/quarantine.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO quarantine (account_id, seen_at, sender, reason, size, head, sha256)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))";

static constexpr std::size_t largest_head = 4096;

Quarantine::Quarantine(sqlite::Database& database, Accounts& accounts)
    : accounts_(accounts), insert_(database, insert_sql) {}

void Quarantine::write(const Quarantined& stanza) {
    const auto head = std::string_view(stanza.head).substr(0, largest_head);
    insert_.run(accounts_.id_of(stanza.account), stanza.seen_at, sqlite::or_null(stanza.from),
                stanza.reason, stanza.size, sqlite::Blob{head}, sqlite::or_null(stanza.sha256));
}

}  // namespace boswell::archive
