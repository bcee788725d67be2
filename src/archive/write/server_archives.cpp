// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/server_archives.hpp"

namespace boswell::archive {

static constexpr auto set_coverage_sql = R"(
INSERT INTO coverage (account_id, archive_id, oldest_id, newest_id, oldest, newest, complete,
                      caught_up_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, iif(?8, ?9, NULL), ?9)
ON CONFLICT (account_id, archive_id) DO UPDATE
SET oldest_id = excluded.oldest_id, newest_id = excluded.newest_id, oldest = excluded.oldest,
    newest = excluded.newest, complete = excluded.complete,
    caught_up_at = coalesce(excluded.caught_up_at, caught_up_at), updated_at = excluded.updated_at)";

static constexpr auto set_cursor_sql = R"(
INSERT INTO collection_cursor (account_id, since, until)
VALUES (?1, ?2, ?3)
ON CONFLICT (account_id) DO UPDATE
SET since = excluded.since, until = excluded.until)";

// The column of property is for bytes.
static constexpr auto set_listed_sql = R"(
INSERT INTO property (name, value)
VALUES ('collections-listed-' || ?1, CAST(CAST(?2 AS TEXT) AS BLOB))
ON CONFLICT (name) DO UPDATE
SET value = excluded.value)";

static constexpr auto insert_gap_sql = R"(
INSERT INTO gap (account_id, archive_id, since, until, reason)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING)";

static constexpr auto set_stream_sql = R"(
INSERT INTO stream (account_id, jid, stream_id, handled, updated_at, announcement)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id) DO UPDATE
SET jid = excluded.jid, stream_id = excluded.stream_id, handled = excluded.handled,
    updated_at = excluded.updated_at, announcement = excluded.announcement)";

static constexpr auto delete_stream_sql = "DELETE FROM stream WHERE account_id = ?1";

ServerArchives::ServerArchives(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : accounts_(accounts),
      addresses_(addresses),
      set_coverage_(database, set_coverage_sql),
      set_cursor_(database, set_cursor_sql),
      set_listed_(database, set_listed_sql),
      insert_gap_(database, insert_gap_sql),
      set_stream_(database, set_stream_sql),
      delete_stream_(database, delete_stream_sql) {}

void ServerArchives::write(const ArchiveProgress& progress) {
    set_coverage_.run(accounts_.id_of(progress.account), addresses_.id_of(progress.archive),
                      sqlite::or_null(progress.oldest_id), sqlite::or_null(progress.newest_id),
                      progress.oldest, progress.newest, progress.complete, progress.caught_up,
                      progress.at);
}

void ServerArchives::write(const CollectionsFetched& fetched) {
    const auto account = accounts_.id_of(fetched.account);
    set_cursor_.run(account, fetched.since, fetched.until);
    if (fetched.listed_at) set_listed_.run(account, *fetched.listed_at);
}

void ServerArchives::write(const GapFound& gap) {
    insert_gap_.run(accounts_.id_of(gap.account), addresses_.id_of(gap.archive), gap.since,
                    gap.until, gap.reason);
}

void ServerArchives::write(const StreamState& stream) {
    const auto account = accounts_.id_of(stream.account);
    if (stream.id.empty()) return delete_stream_.run(account);
    set_stream_.run(account, stream.jid.str(), stream.id, stream.handled, stream.at,
                    stream.announcement);
}

}  // namespace boswell::archive
