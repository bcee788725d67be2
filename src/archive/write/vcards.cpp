// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/vcards.hpp"

#include "archive/write/vcard_columns.hpp"

namespace boswell::archive {

// Parameters as in insert_sql.
static constexpr auto confirm_sql = R"(
UPDATE vcard
SET confirmed_at = max(confirmed_at, ?18)
WHERE id = (SELECT max(id) FROM vcard WHERE account_id = ?1 AND contact_id = ?2)
  AND (full_name, nickname, given, family, email, tel, organisation, title, birthday, url, note,
       photo_url, avatar_id, element)
      IS (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17))";

static constexpr auto insert_sql = R"(
INSERT INTO vcard (account_id, contact_id, fetched_at, confirmed_at, full_name, nickname, given,
                   family, email, tel, organisation, title, birthday, url, note, photo_url,
                   avatar_id, element)
VALUES (?1, ?2, ?3, ?18, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17))";

VCards::VCards(sqlite::Database& database, Accounts& accounts, Addresses& addresses,
               Avatars& avatars)
    : database_(database),
      accounts_(accounts),
      addresses_(addresses),
      avatars_(avatars),
      confirm_(database, confirm_sql),
      insert_(database, insert_sql) {}

void VCards::run(sqlite::Statement& statement, const VCardFetched& fetched, Time confirmed_at) {
    const auto account = accounts_.id_of(fetched.account);
    const auto contact = addresses_.id_of(fetched.contact);
    std::optional<std::int64_t> avatar;
    if (fetched.avatar) avatar = avatars_.id_of(*fetched.avatar);
    with_columns(fetched.vcard, [&](const auto&... columns) {
        statement.run(account, contact, fetched.fetched_at, columns..., avatar, fetched.element,
                      confirmed_at);
    });
}

void VCards::write(const VCardFetched& fetched) {
    run(confirm_, fetched, fetched.fetched_at);
    if (database_.changes() == 0) add(fetched, fetched.fetched_at);
}

std::int64_t VCards::add(const VCardFetched& version, Time confirmed_at) {
    run(insert_, version, confirmed_at);
    return database_.last_insert_id();
}

}  // namespace boswell::archive
