// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/contacts.hpp"

#include "archive/json.hpp"

#include <vector>

namespace boswell::archive {

static constexpr auto find_roster_sql = R"(
SELECT id
FROM roster_change
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at = ?3
  AND (name, subscription, ask, groups, mark) IS (?4, ?5, ?6, ?7, ?8))";

// Versions are in the order of their ids. If the clock was set back, that is not the order of their
// times: then whatever came after the first later one stays behind it.
static constexpr auto later_roster_sql = R"(
SELECT id
FROM roster_change
WHERE account_id = ?1 AND contact_id = ?2 AND id < ?4
  AND id >= (SELECT min(id)
             FROM roster_change
             WHERE account_id = ?1 AND contact_id = ?2 AND seen_at > ?3)
ORDER BY id)";

static constexpr auto move_roster_sql = R"(
UPDATE roster_change
SET id = (SELECT max(id) + 1 FROM roster_change)
WHERE id = ?1)";

static constexpr auto find_vcard_sql = R"(
SELECT vcard.id
FROM vcard
LEFT JOIN avatar ON avatar.id = avatar_id
WHERE account_id = ?1 AND contact_id = ?2 AND fetched_at = ?3 AND element = ?4 AND sha1 IS ?5)";

static constexpr auto confirm_vcard_sql = R"(
UPDATE vcard
SET confirmed_at = ?2
WHERE id = ?1 AND confirmed_at < ?2
RETURNING 1)";

static constexpr auto later_vcards_sql = R"(
SELECT id
FROM vcard
WHERE account_id = ?1 AND contact_id = ?2 AND id < ?4
  AND id >= (SELECT min(id)
             FROM vcard
             WHERE account_id = ?1 AND contact_id = ?2 AND fetched_at > ?3)
ORDER BY id)";

static constexpr auto move_vcard_sql = R"(
UPDATE vcard
SET id = (SELECT max(id) + 1 FROM vcard)
WHERE id = ?1)";

RestoreContacts::RestoreContacts(sqlite::Database& database, Tables& tables)
    : tables_(tables),
      find_roster_(database, find_roster_sql),
      later_roster_(database, later_roster_sql),
      move_roster_(database, move_roster_sql),
      find_vcard_(database, find_vcard_sql),
      confirm_vcard_(database, confirm_vcard_sql),
      later_vcards_(database, later_vcards_sql),
      move_vcard_(database, move_vcard_sql) {}

/// Gives new ids to the rows that `later` finds.
static void move_all(sqlite::Use later, sqlite::Statement& move) {
    std::vector<std::int64_t> ids;
    while (later.next()) ids.push_back(later.get<std::int64_t>(0));
    for (const auto id : ids) move.run(id);
}

Outcome RestoreContacts::restore(const RosterRecord& record) {
    const auto& [seen_at, item] = record.version;
    const auto account = tables_.accounts.id_of(record.account);
    const auto contact = tables_.addresses.id_of(item.jid);
    std::optional<std::string_view> mark;
    if (item.mark) mark = to_string(*item.mark);
    auto use = find_roster_.use(account, contact, seen_at, sqlite::or_null(item.name),
                                to_string(item.subscription), item.ask, to_json(item.groups), mark);
    if (use.next()) return Outcome::known;
    const auto id = tables_.rosters.add(account, contact, record.version);
    move_all(later_roster_.use(account, contact, seen_at, id), move_roster_);
    return Outcome::added;
}

Outcome RestoreContacts::restore(const VCardRecord& record) {
    const auto& fetched = record.fetched;
    const auto account = tables_.accounts.id_of(fetched.account);
    const auto contact = tables_.addresses.id_of(fetched.contact);
    std::optional<std::string_view> sha1;
    if (fetched.avatar) sha1 = fetched.avatar->sha1;
    if (auto use = find_vcard_.use(account, contact, fetched.fetched_at, fetched.element, sha1);
        use.next()) {
        const auto known = use.get<std::int64_t>(0);
        return confirm_vcard_.use(known, record.confirmed_at).next() ? Outcome::completed
                                                                     : Outcome::known;
    }
    const auto id = tables_.vcards.add(fetched, record.confirmed_at);
    move_all(later_vcards_.use(account, contact, fetched.fetched_at, id), move_vcard_);
    return Outcome::added;
}

}  // namespace boswell::archive
