// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/avatars.hpp"

namespace boswell::archive {

static constexpr auto find_sql = "SELECT id FROM avatar WHERE sha1 = ?1";

static constexpr auto insert_sql = R"(
INSERT INTO avatar (sha1, mime, bytes)
VALUES (?1, ?2, ?3))";

Avatars::Avatars(sqlite::Database& database)
    : database_(database), find_(database, find_sql), insert_(database, insert_sql) {}

std::int64_t Avatars::id_of(const Avatar& avatar) {
    if (auto use = find_.use(avatar.sha1); use.next()) return use.get<std::int64_t>(0);
    insert_.run(avatar.sha1, sqlite::or_null(avatar.mime), sqlite::Blob{avatar.bytes});
    return database_.last_insert_id();
}

}  // namespace boswell::archive
