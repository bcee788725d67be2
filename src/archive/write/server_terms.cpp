// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/server_terms.hpp"

#include "archive/json.hpp"

namespace boswell::archive {

// ?3: the server has answered. ?7: whether the archive is the only source of what is sent to the
// bare JID; NULL if that is as before. ?8: the server has shown that it is not.
static constexpr auto confirm_sql = R"(
UPDATE archive_preference
SET confirmed_at = iif(?3, max(confirmed_at, ?2), confirmed_at),
    only_source = iif(?8, 0, only_source)
WHERE id = (SELECT max(id) FROM archive_preference WHERE account_id = ?1)
  AND (NOT ?3 OR (usual, always, never) IS (?4, ?5, ?6))
  AND only_source = coalesce(?7, only_source)
RETURNING id)";

static constexpr auto insert_sql = R"(
INSERT INTO archive_preference (account_id, seen_at, confirmed_at, usual, always, never, only_source)
SELECT ?1, ?2, ?2, iif(?3, ?4, last.usual), iif(?3, ?5, coalesce(last.always, '[]')),
       iif(?3, ?6, coalesce(last.never, '[]')), iif(?8, 0, coalesce(?7, last.only_source, 1))
FROM (SELECT 1)
LEFT JOIN archive_preference AS last
       ON last.id = (SELECT max(id) FROM archive_preference WHERE account_id = ?1))";

static constexpr auto set_extent_sql = R"(
INSERT INTO archive_extent (account_id, archive_id, oldest, newest, told_at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (account_id, archive_id) DO UPDATE
SET oldest = excluded.oldest, newest = excluded.newest, told_at = excluded.told_at)";

ServerTerms::ServerTerms(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : accounts_(accounts),
      addresses_(addresses),
      confirm_(database, confirm_sql),
      insert_(database, insert_sql),
      set_extent_(database, set_extent_sql) {}

static std::string list_of(const std::vector<Jid>& jids) {
    std::vector<std::string> texts;
    texts.reserve(jids.size());
    for (const auto& jid : jids) texts.push_back(jid.str());
    return to_json(texts);
}

static std::optional<bool> only_source(BareJidDelivery delivery) {
    if (delivery == BareJidDelivery::sure) return false;
    if (delivery == BareJidDelivery::unproven) return true;
    return std::nullopt;
}

void ServerTerms::write(const ArchivePreferencesTold& told) {
    const auto account = accounts_.id_of(told.account);
    const auto said = told.preferences.value_or(ArchivePreferences());
    std::optional<std::string_view> usual;
    if (said.usual) usual = to_string(*said.usual);
    const auto always = list_of(said.always);
    const auto never = list_of(said.never);
    const bool answered = told.preferences.has_value();
    const auto source = only_source(told.delivery);
    const bool shown = told.delivery == BareJidDelivery::shown;
    if (confirm_.use(account, told.at, answered, usual, always, never, source, shown).next())
        return;
    insert_.run(account, told.at, answered, usual, always, never, source, shown);
}

void ServerTerms::write(const ArchiveExtentTold& extent) {
    set_extent_.run(accounts_.id_of(extent.account), addresses_.id_of(extent.archive),
                    extent.oldest, extent.newest, extent.at);
}

}  // namespace boswell::archive
