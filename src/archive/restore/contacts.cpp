// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/contacts.hpp"

#include "archive/json.hpp"
#include "archive/write/vcard_columns.hpp"

namespace boswell::archive {

static constexpr auto find_roster_sql = R"(
SELECT id
FROM roster_change
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at = ?3
  AND (name, subscription, ask, groups, mark) IS (?4, ?5, ?6, ?7, ?8))";

// The version of that time says the same.
static constexpr auto find_same_roster_sql = R"(
SELECT seen_at
FROM (SELECT *
      FROM roster_change
      WHERE account_id = ?1 AND contact_id = ?2 AND seen_at <= ?3
      ORDER BY id DESC
      LIMIT 1)
WHERE (name, subscription, ask, groups, mark) IS (?4, ?5, ?6, ?7, ?8))";

// An agent had the roster, though it did not have to store an entry that was here already.
static constexpr auto find_better_roster_sql = R"(
SELECT 1
WHERE EXISTS (SELECT 1 FROM observation WHERE account_id = ?1 AND NOT imported)
   OR EXISTS (SELECT 1
              FROM roster_change AS change
              WHERE account_id = ?1
                AND NOT EXISTS (SELECT 1
                                FROM import_run
                                CROSS JOIN imported_row AS row ON row.run_id = import_run.id
                                WHERE row.kind = 'roster' AND row.owner_id = ?1
                                  AND row.contact_id = change.contact_id
                                  AND row.at = change.seen_at AND row.thing = 'undated')))";

static constexpr auto find_later_vcard_sql = R"(
SELECT 1
FROM vcard
WHERE account_id = ?1 AND contact_id = ?2 AND confirmed_at > ?3)";

// The version of that time is the same for a person who reads it.
static constexpr auto find_same_vcard_sql = R"(
SELECT fetched_at
FROM (SELECT *
      FROM vcard
      WHERE account_id = ?1 AND contact_id = ?2 AND fetched_at <= ?3
      ORDER BY id DESC
      LIMIT 1)
WHERE (full_name, nickname, given, family, email, tel, organisation, title, birthday, url, note,
       photo_url, (SELECT sha1 FROM avatar WHERE id = avatar_id))
      IS (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16))";

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

RestoreContacts::RestoreContacts(sqlite::Database& database, Tables& tables, ImportRun& run)
    : tables_(tables),
      run_(run),
      find_roster_(database, find_roster_sql),
      find_same_roster_(database, find_same_roster_sql),
      find_better_roster_(database, find_better_roster_sql),
      find_later_vcard_(database, find_later_vcard_sql),
      find_same_vcard_(database, find_same_vcard_sql),
      find_vcard_(database, find_vcard_sql),
      confirm_vcard_(database, confirm_vcard_sql),
      roster_order_(database, {.name = "roster_change", .id = "id", .time = "seen_at"}),
      vcard_order_(database, {.name = "vcard", .id = "id", .time = "fetched_at"}) {}

void RestoreContacts::begin_transaction() {
    roster_order_.forget();
    vcard_order_.forget();
    knows_roster_.clear();
}

void RestoreContacts::end_transaction() {
    roster_order_.settle();
    vcard_order_.settle();
}

/// Whether there is a roster of the account that is not undated itself.
bool RestoreContacts::knows_roster(std::int64_t account) {
    const auto [entry, added] = knows_roster_.try_emplace(account);
    if (added) entry->second = find_better_roster_.use(account).next();
    return entry->second;
}

Outcome RestoreContacts::restore(const RosterRecord& record) {
    const auto& [seen_at, item] = record.version;
    const auto account = tables_.accounts.id_of(record.account);
    const auto contact = tables_.addresses.id_of(item.jid);
    std::optional<std::string_view> mark;
    if (item.mark) mark = to_string(*item.mark);
    const bool undated = origin_ == Origin::server;
    if (undated && knows_roster(account)) return Outcome::left_out;
    auto& find = undated ? find_same_roster_ : find_roster_;
    ImportedRow row{"roster", account, contact, seen_at, undated ? "undated" : ""};
    if (auto use = find.use(account, contact, seen_at, sqlite::or_null(item.name),
                            to_string(item.subscription), item.ask, to_json(item.groups), mark);
        use.next()) {
        if (undated) row.at = use.get<Time>(0);
        run_.knew(row);
        return Outcome::known;
    }
    const auto id = tables_.rosters.add(account, contact, record.version);
    roster_order_.added({account, contact}, {id, seen_at});
    run_.added(row);
    return Outcome::added;
}

/// Since when the contact's vCard was as another program says it was then, if it was. Files have
/// whole seconds.
std::optional<Time> RestoreContacts::like_before(const VCardFetched& fetched) {
    if (origin_ == Origin::export_) return std::nullopt;
    const auto account = tables_.accounts.id_of(fetched.account);
    const auto contact = tables_.addresses.id_of(fetched.contact);
    std::optional<std::string_view> sha1;
    if (fetched.avatar) sha1 = fetched.avatar->sha1;
    return with_columns(fetched.vcard, [&](const auto&... columns) -> std::optional<Time> {
        auto use = find_same_vcard_.use(account, contact, fetched.fetched_at + milliseconds(999),
                                        columns..., sha1);
        if (!use.next()) return std::nullopt;
        return use.template get<Time>(0);
    });
}

Outcome RestoreContacts::restore(const VCardRecord& record) {
    const auto& fetched = record.fetched;
    const auto account = tables_.accounts.id_of(fetched.account);
    const auto contact = tables_.addresses.id_of(fetched.contact);
    std::optional<std::string_view> sha1;
    if (fetched.avatar) sha1 = fetched.avatar->sha1;
    const ImportedRow row{"vcard", account, contact, fetched.fetched_at, {}};
    if (auto use = find_vcard_.use(account, contact, fetched.fetched_at, fetched.element, sha1);
        use.next()) {
        const auto known = use.get<std::int64_t>(0);
        run_.knew(row);
        return confirm_vcard_.use(known, record.confirmed_at).next() ? Outcome::completed
                                                                     : Outcome::known;
    }
    if (origin_ == Origin::server &&
        find_later_vcard_.use(account, contact, fetched.fetched_at).next())
        return Outcome::left_out;
    if (const auto since = like_before(fetched)) {
        run_.knew({"vcard", account, contact, *since, {}});
        return Outcome::known;
    }
    const auto id = tables_.vcards.add(fetched, record.confirmed_at);
    vcard_order_.added({account, contact}, {id, fetched.fetched_at});
    run_.added(row);
    return Outcome::added;
}

}  // namespace boswell::archive
