// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/bookmarks.hpp"

#include "sqlite/statement.hpp"

namespace boswell::archive {

static constexpr auto bookmarks_sql = R"(
SELECT account_id, room_id, seen_at, confirmed_at, name, nickname, autojoin, has_password, removed
FROM bookmark
ORDER BY account_id, room_id, seen_at)";

std::vector<BookmarkRecord> bookmark_records(const sqlite::Database& database, Jids& jids,
                                             const Selection& selection) {
    std::vector<BookmarkRecord> records;
    sqlite::Statement statement(database, bookmarks_sql);
    for (auto use = statement.use(); use.next();) {
        const auto& account = jids.account(use.get<std::int64_t>(0));
        const auto& room = jids.address(use.get<std::int64_t>(1));
        if (!is_wanted(account, selection.accounts) || !is_wanted(room, selection.contacts))
            continue;
        records.push_back({.account = account,
                           .bookmark = {.room = room,
                                        .name = use.get<std::string>(4),
                                        .nickname = use.get<std::string>(5),
                                        .autojoin = use.get<bool>(6),
                                        .has_password = use.get<bool>(7),
                                        .removed = use.get<bool>(8)},
                           .seen_at = use.get<Time>(2),
                           .confirmed_at = use.get<Time>(3)});
    }
    return records;
}

}  // namespace boswell::archive
