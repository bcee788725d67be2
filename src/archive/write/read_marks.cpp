// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/read_marks.hpp"

namespace boswell::archive {

// A mark that is fetched again, without the time at which it was set, keeps the time that it has.
static constexpr auto set_sql = R"(
INSERT INTO read_mark (account_id, with_id, stanza_id, stanza_id_by, stamp, seen_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE
SET stanza_id = excluded.stanza_id, stanza_id_by = excluded.stanza_id_by, stamp = excluded.stamp,
    seen_at = excluded.seen_at
WHERE excluded.stamp >= stamp
  AND (excluded.stanza_id, excluded.stanza_id_by) IS NOT (stanza_id, stanza_id_by))";

ReadMarks::ReadMarks(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : accounts_(accounts), addresses_(addresses), set_(database, set_sql) {}

void ReadMarks::write(const ReadMarked& mark) {
    set_.run(accounts_.id_of(mark.account), addresses_.id_of(mark.with), mark.stanza_id.id,
             addresses_.id_of(mark.stanza_id.by), mark.stamp, mark.seen_at);
}

}  // namespace boswell::archive
