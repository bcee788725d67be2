// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/bookmarks.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO bookmark (account_id, room_id, seen_at, confirmed_at, name, nickname, autojoin,
                      has_password, removed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT DO NOTHING)";

static constexpr auto confirm_sql = R"(
UPDATE bookmark
SET confirmed_at = ?4
WHERE account_id = ?1 AND room_id = ?2 AND seen_at = ?3 AND confirmed_at < ?4)";

RestoreBookmarks::RestoreBookmarks(sqlite::Database& database, Tables& tables, ImportRun& run)
    : database_(database),
      tables_(tables),
      run_(run),
      insert_(database, insert_sql),
      confirm_(database, confirm_sql) {}

Outcome RestoreBookmarks::restore(const BookmarkRecord& record) {
    const auto& bookmark = record.bookmark;
    const auto account = tables_.accounts.id_of(record.account);
    const auto room = tables_.addresses.id_of(bookmark.room);
    const ImportedRow row{"bookmark", account, room, record.seen_at, {}};
    insert_.run(account, room, record.seen_at, record.confirmed_at, sqlite::or_null(bookmark.name),
                sqlite::or_null(bookmark.nickname), bookmark.autojoin, bookmark.has_password,
                bookmark.removed);
    if (database_.changes() > 0) {
        run_.added(row);
        return Outcome::added;
    }
    run_.knew(row);
    confirm_.run(account, room, record.seen_at, record.confirmed_at);
    return database_.changes() > 0 ? Outcome::completed : Outcome::known;
}

}  // namespace boswell::archive
