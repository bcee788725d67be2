// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/bookmarks.hpp"

namespace boswell::archive {

static constexpr auto confirm_sql = R"(
UPDATE bookmark
SET confirmed_at = max(confirmed_at, ?3)
WHERE account_id = ?1 AND room_id = ?2
  AND seen_at = (SELECT max(seen_at) FROM bookmark WHERE account_id = ?1 AND room_id = ?2)
  AND (name, nickname, autojoin, has_password, removed) IS (?4, ?5, ?6, ?7, ?8))";

// What was never a bookmark cannot be removed. Where the clock was set back, a version comes behind
// the last one all the same.
static constexpr auto insert_sql = R"(
INSERT INTO bookmark (account_id, room_id, seen_at, confirmed_at, name, nickname, autojoin,
                      has_password, removed)
SELECT ?1, ?2, max(?3, ifnull(last + 1, ?3)), max(?3, ifnull(last + 1, ?3)), ?4, ?5, ?6, ?7, ?8
FROM (SELECT max(seen_at) AS last FROM bookmark WHERE account_id = ?1 AND room_id = ?2)
WHERE last IS NOT NULL OR NOT ?8)";

static constexpr auto present_sql = R"(
SELECT room_id, jid
FROM (SELECT room_id, removed, max(seen_at)
      FROM bookmark
      WHERE account_id = ?1
      GROUP BY room_id)
JOIN address ON address.id = room_id
WHERE NOT removed)";

Bookmarks::Bookmarks(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : accounts_(accounts),
      addresses_(addresses),
      database_(database),
      confirm_(database, confirm_sql),
      insert_(database, insert_sql),
      present_(database, present_sql) {}

void Bookmarks::write(const BookmarksTold& told) {
    const auto account = accounts_.id_of(told.account);
    std::set<std::int64_t> rooms;
    for (const auto& bookmark : told.bookmarks) {
        rooms.insert(addresses_.id_of(bookmark.room));
        put(account, bookmark, told.at);
    }
    if (told.all) remove_others(account, rooms, told.at);
}

void Bookmarks::put(std::int64_t account, const Bookmark& bookmark, Time at) {
    const auto run = [&](sqlite::Statement& statement) {
        statement.run(account, addresses_.id_of(bookmark.room), at, sqlite::or_null(bookmark.name),
                      sqlite::or_null(bookmark.nickname), bookmark.autojoin, bookmark.has_password,
                      bookmark.removed);
    };
    run(confirm_);
    if (database_.changes() == 0) run(insert_);
}

void Bookmarks::remove_others(std::int64_t account, const std::set<std::int64_t>& rooms, Time at) {
    std::vector<Jid> gone;
    for (auto use = present_.use(account); use.next();) {
        if (!rooms.contains(use.get<std::int64_t>(0)))
            gone.push_back(Jid::of(use.get<std::string_view>(1)));
    }
    for (const auto& room : gone) put(account, {.room = room, .removed = true}, at);
}

}  // namespace boswell::archive
