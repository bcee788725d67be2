// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/contacts.hpp"

#include "archive/json.hpp"

namespace boswell::archive {

static constexpr auto find_roster_sql = R"(
SELECT id
FROM roster_change
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at = ?3
  AND (name, subscription, ask, groups, mark) IS (?4, ?5, ?6, ?7, ?8))";

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
      find_vcard_(database, find_vcard_sql),
      confirm_vcard_(database, confirm_vcard_sql),
      roster_order_(database, {.name = "roster_change", .id = "id", .time = "seen_at"}),
      vcard_order_(database, {.name = "vcard", .id = "id", .time = "fetched_at"}) {}

void RestoreContacts::begin_transaction() {
    roster_order_.forget();
    vcard_order_.forget();
}

void RestoreContacts::end_transaction() {
    roster_order_.settle();
    vcard_order_.settle();
}

Outcome RestoreContacts::restore(const RosterRecord& record) {
    const auto& [seen_at, item] = record.version;
    const auto account = tables_.accounts.id_of(record.account);
    const auto contact = tables_.addresses.id_of(item.jid);
    std::optional<std::string_view> mark;
    if (item.mark) mark = to_string(*item.mark);
    auto use = find_roster_.use(account, contact, seen_at, sqlite::or_null(item.name),
                                to_string(item.subscription), item.ask, to_json(item.groups), mark);
    const ImportedRow row{"roster", account, contact, seen_at, {}};
    if (use.next()) {
        run_.knew(row);
        return Outcome::known;
    }
    const auto id = tables_.rosters.add(account, contact, record.version);
    roster_order_.added({account, contact}, {id, seen_at});
    run_.added(row);
    return Outcome::added;
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
    const auto id = tables_.vcards.add(fetched, record.confirmed_at);
    vcard_order_.added({account, contact}, {id, fetched.fetched_at});
    run_.added(row);
    return Outcome::added;
}

}  // namespace boswell::archive
