// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/people.hpp"

#include "archive/reader.hpp"
#include "query/fold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace boswell::archive {

// '@' is the last character before 'A' and localparts are folded, so this is a range of the index.
static constexpr auto by_localpart_sql = R"(
SELECT id
FROM address
WHERE jid >= ?1 || '@' AND jid < ?1 || 'A')";

static constexpr auto by_jid_sql = R"(
SELECT id
FROM address
WHERE jid = ?1)";

static constexpr auto by_domain_sql = R"(
SELECT id
FROM address
WHERE jid = ?1 OR substr(jid, -length(?1) - 1) = '@' || ?1)";

// Old names count too: a contact may be asked for by a name that has changed since.
static constexpr auto names_sql = R"(
SELECT contact_id, name FROM roster_change WHERE name IS NOT NULL
UNION ALL
SELECT contact_id, full_name FROM vcard WHERE full_name IS NOT NULL
UNION ALL
SELECT contact_id, nickname FROM vcard WHERE nickname IS NOT NULL)";

// Without the plus signs SQLite would read all conversations in the order of their ids, to save the
// sorting of the few that are found.
const char* const conversations_with_sql = R"(
SELECT conversation.id
FROM account
CROSS JOIN json_each(?1) AS address
CROSS JOIN conversation ON account_id = account.id AND with_id = address.value
WHERE ?2 = '' OR conversation.type = ?2
ORDER BY +conversation.id)";

static constexpr auto account_conversations_sql = R"(
SELECT conversation.id, account.jid
FROM conversation
JOIN account ON account.id = conversation.account_id
ORDER BY conversation.id)";

const char* const conversation_with_sql = R"(
SELECT conversation.id
FROM conversation
JOIN address ON address.id = conversation.with_id
JOIN account ON account.id = conversation.account_id
WHERE address.jid = ?1 AND (?2 = '' OR account.jid = ?2)
ORDER BY +conversation.id)";

static constexpr auto accounts_sql = R"(
SELECT jid
FROM account)";

static constexpr auto has_account_sql = R"(
SELECT 1
FROM json_each(?1)
WHERE value IN (SELECT address.id FROM account JOIN address ON address.jid = account.jid))";

static constexpr auto taking_part_sql = R"(
SELECT conversation.id
FROM json_each(?1)
CROSS JOIN account
CROSS JOIN conversation ON conversation.account_id = account.id AND conversation.with_id = value
UNION
SELECT conversation_id
FROM json_each(?1)
JOIN third_party ON third_party.address_id = value)";

static void add_ids(const sqlite::Database& database, const char* sql, const std::string& text,
                    std::vector<std::int64_t>& ids) {
    sqlite::Statement statement(database, sql);
    auto use = statement.use(text);
    while (use.next()) ids.push_back(use.get<std::int64_t>(0));
}

static void add_named(const sqlite::Database& database, const std::string& name,
                      std::vector<std::int64_t>& ids) {
    const auto folded = query::fold(name);
    sqlite::Statement statement(database, names_sql);
    auto use = statement.use();
    while (use.next()) {
        if (query::fold(use.get<std::string_view>(1)) == folded)
            ids.push_back(use.get<std::int64_t>(0));
    }
}

static void sort_unique(std::vector<std::int64_t>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

std::vector<std::int64_t> find_addresses(const sqlite::Database& database,
                                         const std::string& name) {
    std::vector<std::int64_t> ids;
    if (const auto jid = Jid::parse(name)) add_ids(database, by_jid_sql, jid->bare().str(), ids);
    if (const auto jid = Jid::parse(name + "@localhost"); jid && jid->is_bare())
        add_ids(database, by_localpart_sql, jid->localpart(), ids);
    add_named(database, name, ids);
    sort_unique(ids);
    return ids;
}

People find_people(const sqlite::Database& database, const std::string& value) {
    People people;
    const auto jid = Jid::parse(value);
    const bool is_address = jid && (!jid->localpart().empty() || !jid->is_bare());
    if (is_address) {
        add_ids(database, by_jid_sql, jid->bare().str(), people.addresses);
        if (!jid->is_bare()) people.resourcepart = jid->resourcepart();
        return people;
    }
    people.addresses = find_addresses(database, value);
    if (jid) add_ids(database, by_domain_sql, jid->str(), people.addresses);
    sort_unique(people.addresses);
    if (people.addresses.empty())
        throw UsageError(
            "there is no contact named '{}'; give a JID such as bob@example.org, a domain, or a "
            "name that 'boswell contacts' shows",
            value);
    return people;
}

static bool is_meant(const Jid& account, const std::string& value) {
    const auto jid = Jid::parse(value);
    if (jid && !jid->localpart().empty()) return account == jid->bare();
    // An account that is a domain has no localpart that could be named.
    const bool is_localpart =
        !account.localpart().empty() && account.localpart() == query::fold(value);
    return is_localpart || (jid && account.domain() == *jid);
}

/// Of several accounts at a domain the one that is the domain itself, if there is one: the others
/// can be named by their whole JIDs, that one cannot.
static void prefer_exact(std::vector<Jid>& accounts, const std::string& value) {
    const auto jid = Jid::parse(value);
    if (!jid || std::ranges::find(accounts, jid->bare()) == accounts.end()) return;
    accounts = {jid->bare()};
}

std::vector<Jid> find_accounts(const sqlite::Database& database, const std::string& value) {
    std::vector<Jid> accounts;
    std::vector<std::string> known;
    sqlite::Statement statement(database, accounts_sql);
    for (auto use = statement.use(); use.next();) {
        known.push_back(use.get<std::string>(0));
        const auto account = Jid::of(known.back());
        if (is_meant(account, value)) accounts.push_back(account);
    }
    prefer_exact(accounts, value);
    if (accounts.empty())
        throw UsageError("there is no account '{}' in this archive; there are: {}", value,
                         known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", ")));
    return accounts;
}

std::vector<std::int64_t> find_conversations(const sqlite::Database& database,
                                             const query::Conversation& conversation) {
    sqlite::Statement statement(database, conversation_with_sql);
    auto use = statement.use(conversation.with.str(), conversation.account.str());
    std::vector<std::int64_t> ids;
    while (use.next()) ids.push_back(use.get<std::int64_t>(0));
    return ids;
}

static std::vector<std::int64_t> conversations_of_account(const sqlite::Database& database,
                                                          const std::string& value) {
    const auto accounts = find_accounts(database, value);
    std::vector<std::int64_t> ids;
    sqlite::Statement statement(database, account_conversations_sql);
    for (auto use = statement.use(); use.next();) {
        if (is_wanted(Jid::of(use.get<std::string_view>(1)), accounts))
            ids.push_back(use.get<std::int64_t>(0));
    }
    return ids;
}

static std::string list_of(const std::vector<std::int64_t>& ids) {
    return fmt::format("[{}]", fmt::join(ids, ","));
}

static std::vector<std::int64_t> conversations_with(const sqlite::Database& database,
                                                    const std::string& addresses,
                                                    std::string_view type) {
    sqlite::Statement statement(database, conversations_with_sql);
    auto use = statement.use(addresses, type);
    std::vector<std::int64_t> ids;
    while (use.next()) ids.push_back(use.get<std::int64_t>(0));
    return ids;
}

std::vector<std::int64_t> find_conversations(const sqlite::Database& database,
                                             const query::Filter& filter) {
    if (filter.field == query::Field::account)
        return conversations_of_account(database, filter.value);
    const auto people = find_people(database, filter.value);
    const bool rooms_only = filter.field == query::Field::in;
    return conversations_with(database, list_of(people.addresses), rooms_only ? "groupchat" : "");
}

std::optional<std::vector<std::int64_t>> conversations_of(
    const sqlite::Database& database, const std::vector<std::int64_t>& addresses) {
    const auto list = list_of(addresses);
    sqlite::Statement has_account(database, has_account_sql);
    if (has_account.use(list).next()) return std::nullopt;
    sqlite::Statement taking_part(database, taking_part_sql);
    std::vector<std::int64_t> ids;
    for (auto use = taking_part.use(list); use.next();) ids.push_back(use.get<std::int64_t>(0));
    return ids;
}

}  // namespace boswell::archive
