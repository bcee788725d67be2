// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/read_marks.hpp"

namespace boswell::archive {

static constexpr auto set_sql = R"(
INSERT INTO read_mark (account_id, with_id, stanza_id, stanza_id_by, stamp, seen_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?5)
ON CONFLICT DO UPDATE
SET stanza_id = excluded.stanza_id, stanza_id_by = excluded.stanza_id_by, stamp = excluded.stamp,
    seen_at = excluded.seen_at
WHERE excluded.stamp > stamp)";

RestoreReadMarks::RestoreReadMarks(sqlite::Database& database, Tables& tables)
    : database_(database), tables_(tables), set_(database, set_sql) {}

Outcome RestoreReadMarks::restore(const ReadMarkRecord& record) {
    const auto& mark = record.mark;
    set_.run(tables_.accounts.id_of(record.account), tables_.addresses.id_of(record.with),
             mark.stanza_id.id, tables_.addresses.id_of(mark.stanza_id.by), mark.at);
    return database_.changes() > 0 ? Outcome::added : Outcome::known;
}

}  // namespace boswell::archive
