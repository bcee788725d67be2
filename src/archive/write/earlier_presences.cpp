// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/earlier_presences.hpp"

#include "sqlite/transaction.hpp"

#include <array>

namespace boswell::archive {

// Some 100 ms of work, and some megabytes in the -wal.
static constexpr std::int64_t portion = 20'000;

static constexpr auto next_sql = R"(
SELECT account_id, contact_id, seen_at, n, resource_id, observation_id, type, show, status,
       priority, cause, stamp, caps_id, avatar_hash, room_occupant_id, nick
FROM earlier_presence
ORDER BY account_id, contact_id, seen_at, n
LIMIT ?1)";

static constexpr auto insert_sql = R"(
INSERT INTO presence_stanza (account_id, contact_id, seen_at, n, resource_id, observation_id,
                             content_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))";

static constexpr auto remove_sql = R"(
DELETE FROM earlier_presence
WHERE (account_id, contact_id, seen_at, n) <= (?1, ?2, ?3, ?4))";

EarlierPresences::EarlierPresences(sqlite::Database& database)
    : database_(database),
      contents_(database),
      next_(database, next_sql),
      insert_(database, insert_sql),
      remove_(database, remove_sql) {}

static PresenceContent content_of(const sqlite::Use& row) {
    using Text = std::optional<std::string_view>;
    using Number = std::optional<std::int64_t>;
    return {.type = row.get<Text>(6),
            .show = row.get<Text>(7),
            .status = row.get<Text>(8),
            .priority = row.get<Number>(9),
            .cause = row.get<std::string_view>(10),
            .stamp = row.get<Number>(11),
            .caps_id = row.get<Number>(12),
            .avatar_hash = row.get<Text>(13),
            .room_occupant_id = row.get<Number>(14),
            .nick = row.get<Text>(15)};
}

bool EarlierPresences::step() {
    sqlite::Transaction transaction(database_, sqlite::Transaction::Kind::write);
    std::array<std::int64_t, 4> last{};
    std::int64_t number = 0;
    for (auto row = next_.use(portion); row.next(); ++number) {
        for (int i = 0; i < 4; ++i) last.at(static_cast<std::size_t>(i)) = row.get<std::int64_t>(i);
        insert_.run(last[0], last[1], last[2], last[3], row.get<std::optional<std::int64_t>>(4),
                    row.get<std::optional<std::int64_t>>(5), contents_.id_of(content_of(row)));
    }
    if (number == 0) return false;
    remove_.run(last[0], last[1], last[2], last[3]);
    transaction.commit();
    moved_ += number;
    return true;
}

}  // namespace boswell::archive
