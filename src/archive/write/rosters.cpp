// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/rosters.hpp"

#include "archive/json.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO roster_change (account_id, contact_id, seen_at, name, subscription, ask, groups, mark)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))";

// Inserts a row unless the last version says the same. The removal of a contact who never was in
// the roster is no change either.
static constexpr auto insert_changed_sql = R"(
INSERT INTO roster_change (account_id, contact_id, seen_at, name, subscription, ask, groups, mark)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
WHERE coalesce((SELECT (name, subscription, ask, groups, mark) IS NOT (?4, ?5, ?6, ?7, ?8)
                FROM roster_change
                WHERE account_id = ?1 AND contact_id = ?2
                ORDER BY id DESC
                LIMIT 1),
               ?5 <> 'remove'))";

// The columns beside max(id) are those of its row: SQLite's documented extension to GROUP BY.
static constexpr auto find_present_sql = R"(
SELECT contact_id
FROM (SELECT contact_id, subscription, max(id)
      FROM roster_change
      WHERE account_id = ?1
      GROUP BY contact_id)
WHERE subscription <> 'remove')";

Rosters::Rosters(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : accounts_(accounts),
      addresses_(addresses),
      database_(database),
      insert_(database, insert_sql),
      insert_changed_(database, insert_changed_sql),
      find_present_(database, find_present_sql) {}

static void put(sqlite::Statement& insert, std::int64_t account, std::int64_t contact,
                const RosterVersion& version) {
    const auto& item = version.item;
    std::optional<std::string_view> mark;
    if (item.mark) mark = to_string(*item.mark);
    insert.run(account, contact, version.seen_at, sqlite::or_null(item.name),
               to_string(item.subscription), item.ask, to_json(item.groups), mark);
}

void Rosters::write(const RosterUpdate& update) {
    const auto account = accounts_.id_of(update.account);
    std::set<std::int64_t> present;
    for (const auto& item : update.items) {
        const auto contact = addresses_.id_of(item.jid);
        present.insert(contact);
        put(insert_changed_, account, contact, {update.seen_at, item});
    }
    if (update.complete) remove_others(account, update.seen_at, present);
}

std::int64_t Rosters::add(std::int64_t account, std::int64_t contact,
                          const RosterVersion& version) {
    put(insert_, account, contact, version);
    return database_.last_insert_id();
}

void Rosters::remove_others(std::int64_t account, Time seen_at,
                            const std::set<std::int64_t>& present) {
    std::vector<std::int64_t> gone;
    {
        auto use = find_present_.use(account);
        while (use.next()) {
            const auto contact = use.get<std::int64_t>(0);
            if (!present.contains(contact)) gone.push_back(contact);
        }
    }
    RosterVersion removed{.seen_at = seen_at};
    removed.item.subscription = Subscription::remove;
    for (const auto contact : gone) put(insert_changed_, account, contact, removed);
}

}  // namespace boswell::archive
