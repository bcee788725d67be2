// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/undone_rows.hpp"

namespace boswell::archive {

static constexpr auto undoing_sql = R"(
CREATE TEMP TABLE IF NOT EXISTS undoing (
    kind       TEXT    NOT NULL,
    owner_id   INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    thing      TEXT    NOT NULL,
    began_at   INTEGER NOT NULL,
    is_shared  INTEGER NOT NULL,
    PRIMARY KEY (kind, owner_id, contact_id, at, thing)
) WITHOUT ROWID)";

static constexpr auto take_sql = R"(
INSERT INTO temp.undoing (kind, owner_id, contact_id, at, thing, began_at, is_shared)
SELECT kind, owner_id, contact_id, at, thing, ?2,
       EXISTS (SELECT 1
               FROM import_run
               CROSS JOIN imported_row AS other ON other.run_id = import_run.id
               WHERE other.kind = mine.kind AND other.owner_id = mine.owner_id
                 AND other.contact_id = mine.contact_id AND other.at = mine.at
                 AND (other.thing = mine.thing OR mine.kind = 'roster')
                 AND other.run_id <> ?1)
FROM imported_row AS mine
WHERE run_id = ?1
LIMIT 500)";

static constexpr auto forget_sql = R"(
DELETE FROM imported_row
WHERE run_id = ?1
  AND (kind, owner_id, contact_id, at, thing)
      IN (SELECT kind, owner_id, contact_id, at, thing FROM temp.undoing))";

static constexpr auto undo_presences_sql = R"(
DELETE FROM presence_stanza
WHERE (account_id, contact_id, seen_at, n)
      IN (SELECT owner_id, contact_id, at, CAST(thing AS INTEGER)
          FROM temp.undoing
          WHERE kind = 'presence' AND NOT is_shared))";

static constexpr auto undo_observations_sql = R"(
DELETE FROM observation
WHERE imported
  AND (account_id, since, presence)
      IN (SELECT owner_id, at, CAST(thing AS INTEGER)
          FROM temp.undoing
          WHERE kind = 'observation' AND NOT is_shared))";

static constexpr auto end_spans_sql = R"(
UPDATE observation
SET continues_id = NULL
WHERE continues_id NOT IN (SELECT id FROM observation))";

// A version that was the last one when the server's list came was not stored again.
static constexpr auto undo_rosters_sql = R"(
DELETE FROM roster_change
WHERE id IN (
    SELECT change.id
    FROM temp.undoing
    JOIN roster_change AS change ON change.account_id = owner_id
                                AND change.contact_id = undoing.contact_id AND seen_at = at
    WHERE kind = 'roster' AND NOT is_shared
      AND (EXISTS (SELECT 1 FROM roster_change AS later
                   WHERE later.account_id = owner_id AND later.contact_id = undoing.contact_id
                     AND later.id > change.id)
           OR NOT EXISTS (SELECT 1 FROM observation
                          WHERE account_id = owner_id AND until >= began_at AND NOT imported))))";

static constexpr auto undo_vcards_sql = R"(
DELETE FROM vcard
WHERE id IN (
    SELECT vcard.id
    FROM temp.undoing
    JOIN vcard ON vcard.account_id = owner_id AND vcard.contact_id = undoing.contact_id
              AND fetched_at = at
    WHERE kind = 'vcard' AND NOT is_shared AND confirmed_at < began_at))";

static constexpr auto undo_pep_sql = R"(
DELETE FROM pep_event
WHERE (account_id, contact_id, node, version)
      IN (SELECT event.account_id, event.contact_id, event.node, event.version
          FROM temp.undoing
          JOIN pep_event AS event ON event.account_id = owner_id
                                 AND event.contact_id = undoing.contact_id AND event.node = thing
                                 AND event.seen_at = at
          WHERE kind = 'pep' AND NOT is_shared AND confirmed_at < began_at))";

static constexpr auto undo_keys_sql = R"(
DELETE FROM device_key
WHERE (account_id, contact_id, protocol, device, fingerprint)
      IN (SELECT key.account_id, key.contact_id, protocol, device, fingerprint
          FROM temp.undoing
          JOIN device_key AS key ON key.account_id = owner_id
                                AND key.contact_id = undoing.contact_id
                                AND protocol || ' ' || device || ' ' || fingerprint = thing
          WHERE kind = 'key' AND NOT is_shared AND last_seen < began_at))";

static constexpr auto undo_claims_sql = R"(
DELETE FROM move_claim
WHERE (account_id, contact_id, claimant_id)
      IN (SELECT owner_id, undoing.contact_id, address.id
          FROM temp.undoing
          JOIN address ON address.jid = thing
          WHERE kind = 'move-claim' AND NOT is_shared)
  AND last_seen < (SELECT max(began_at) FROM temp.undoing))";

static constexpr auto undo_bookmarks_sql = R"(
DELETE FROM bookmark
WHERE (account_id, room_id, seen_at)
      IN (SELECT owner_id, contact_id, at
          FROM temp.undoing
          WHERE kind = 'bookmark' AND NOT is_shared)
  AND confirmed_at < (SELECT max(began_at) FROM temp.undoing))";

static constexpr auto undo_receipts_sql = R"(
DELETE FROM receipt
WHERE (conversation_id, named_id, kind, direction, occupant)
      IN (SELECT owner_id, thing ->> 0, thing ->> 1, thing ->> 2, thing ->> 3
          FROM temp.undoing
          WHERE kind = 'receipt' AND NOT is_shared))";

static constexpr auto count_contacts_sql = R"(
SELECT count(*)
FROM temp.undoing
WHERE kind IN ('roster', 'vcard', 'pep', 'key', 'move-claim', 'bookmark') AND NOT is_shared)";

void UndoneRows::make_tables(sqlite::Database& database) { database.execute(undoing_sql); }

UndoneRows::UndoneRows(sqlite::Database& database)
    : database_(database), take_(database, take_sql), forget_(database, forget_sql) {}

std::int64_t UndoneRows::undo_some(std::int64_t run, Time began_at, Counts& counts) {
    database_.execute("DELETE FROM temp.undoing");
    take_.run(run, began_at);
    const auto number = database_.changes();
    if (number == 0) return 0;
    counts = {.presences = changed_by(undo_presences_sql),
              .observations = changed_by(undo_observations_sql),
              .contact_versions = changed_by(undo_rosters_sql) + changed_by(undo_vcards_sql) +
                                  changed_by(undo_pep_sql) + changed_by(undo_keys_sql) +
                                  changed_by(undo_claims_sql) + changed_by(undo_bookmarks_sql)};
    database_.execute(undo_receipts_sql);
    counts.kept = database_.integer(count_contacts_sql) - counts.contact_versions;
    if (counts.observations > 0) database_.execute(end_spans_sql);
    forget_.run(run);
    return number;
}

std::int64_t UndoneRows::changed_by(const char* sql) {
    database_.execute(sql);
    return database_.changes();
}

}  // namespace boswell::archive
