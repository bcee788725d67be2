// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/import_run.hpp"

#include "archive/json.hpp"
#include "base/error.hpp"

#include <algorithm>

namespace boswell::archive {

static constexpr auto begin_sql = R"(
INSERT INTO import_run (began_at, path, formats, messages, presences, contacts)
VALUES (?1, ?2, '[]', 0, 0, 0))";

static constexpr auto go_on_sql = R"(
UPDATE import_run
SET formats = ?2, messages = ?3, presences = ?4, contacts = ?5
WHERE id = ?1 AND undone_at IS NULL
RETURNING 1)";

static constexpr auto end_sql = R"(
UPDATE import_run
SET ended_at = ?2
WHERE id = ?1)";

static constexpr auto insert_sql = R"(
INSERT INTO imported_row (kind, owner_id, contact_id, at, thing, run_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING)";

static constexpr auto insert_beside_sql = R"(
INSERT INTO imported_row (kind, owner_id, contact_id, at, thing, run_id)
SELECT ?1, ?2, ?3, ?4, ?5, ?6
WHERE EXISTS (SELECT 1
              FROM import_run
              CROSS JOIN imported_row ON run_id = import_run.id
              WHERE kind = ?1 AND owner_id = ?2 AND contact_id = ?3 AND at = ?4
                AND (thing = ?5 OR kind = 'roster'))
ON CONFLICT DO NOTHING)";

ImportRun::ImportRun(sqlite::Database& database)
    : database_(database),
      messages_(database),
      begin_(database, begin_sql),
      go_on_(database, go_on_sql),
      end_(database, end_sql),
      insert_(database, insert_sql),
      insert_beside_(database, insert_beside_sql) {}

void ImportRun::begin(std::string path) {
    id_ = 0;
    path_ = std::move(path);
    formats_.clear();
}

void ImportRun::reads(std::string_view format) {
    if (!format.empty() && std::ranges::find(formats_, format) == formats_.end())
        formats_.emplace_back(format);
}

void ImportRun::begin_transaction() {
    if (id_ != 0) return;
    begin_.run(now(), path_);
    id_ = database_.last_insert_id();
}

void ImportRun::end_transaction(const Counts& counts) {
    const bool goes_on =
        go_on_.use(id_, to_json(formats_), counts.messages, counts.presences, counts.contacts)
            .next();
    if (!goes_on) throw Error("import run {} was undone while it lasted", id_);
}

void ImportRun::end() {
    if (id_ != 0) end_.run(id_, now());
}

void ImportRun::run(sqlite::Statement& statement, const ImportedRow& row) {
    statement.run(row.kind, row.owner, row.contact, row.at, row.thing, id_);
}

}  // namespace boswell::archive
