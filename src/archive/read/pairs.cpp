// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/pairs.hpp"

#include "archive/next_pair.hpp"

#include <algorithm>
#include <cstddef>

namespace boswell::archive {

std::optional<Pair> find_pair(Jids& jids, const Jid& account, const Jid& contact) {
    const auto account_id = jids.find_account(account);
    const auto contact_id = jids.find_address(contact);
    if (!account_id || !contact_id) return std::nullopt;
    return Pair{*account_id, *contact_id, account, contact};
}

static bool before(const Pair& a, const Pair& b) {
    if (a.account_id != b.account_id && a.account != b.account) return a.account < b.account;
    return a.contact < b.contact;
}
static bool same(const Pair& a, const Pair& b) {
    return a.account_id == b.account_id && a.contact_id == b.contact_id;
}

static std::vector<Pair> all_pairs(const sqlite::Database& database, Jids& jids, const char* table,
                                   const Selection& selection) {
    sqlite::Statement statement(database, next_pair_sql(table));
    std::vector<Pair> pairs;
    std::int64_t account_id = 0;
    std::int64_t contact_id = 0;
    while (true) {
        auto use = statement.use(account_id, contact_id);
        if (!use.next()) return pairs;
        account_id = use.get<std::int64_t>(0);
        contact_id = use.get<std::int64_t>(1);
        const auto& account = jids.account(account_id);
        if (is_wanted(account, selection.accounts))
            pairs.push_back({account_id, contact_id, account, jids.address(contact_id)});
    }
}

static std::vector<std::int64_t> account_ids(const sqlite::Database& database,
                                             const std::vector<Jid>& wanted, Jids& jids) {
    sqlite::Statement statement(database, "SELECT id FROM account");
    std::vector<std::int64_t> ids;
    for (auto use = statement.use(); use.next();) {
        const auto id = use.get<std::int64_t>(0);
        if (is_wanted(jids.account(id), wanted)) ids.push_back(id);
    }
    return ids;
}

static std::vector<Pair> named_pairs(const sqlite::Database& database, Jids& jids,
                                     const char* table, const Selection& selection) {
    sqlite::Statement exists(database, fmt::format(R"(
SELECT 1
FROM {}
WHERE account_id = ?1 AND contact_id = ?2
LIMIT 1)",
                                                   table));
    std::vector<Pair> pairs;
    for (const auto account_id : account_ids(database, selection.accounts, jids)) {
        for (const auto& contact : selection.contacts) {
            const auto contact_id = jids.find_address(contact);
            if (contact_id && exists.use(account_id, *contact_id).next())
                pairs.push_back({account_id, *contact_id, jids.account(account_id), contact});
        }
    }
    return pairs;
}

static void make_unique(std::vector<Pair>& pairs) {
    pairs.erase(std::unique(pairs.begin(), pairs.end(), same), pairs.end());
}

std::vector<Pair> find_pairs(const sqlite::Database& database, Jids& jids, const char* table,
                             const Selection& selection) {
    auto pairs = selection.contacts.empty() ? all_pairs(database, jids, table, selection)
                                            : named_pairs(database, jids, table, selection);
    std::sort(pairs.begin(), pairs.end(), before);
    make_unique(pairs);
    return pairs;
}

std::vector<Pair> merge(std::vector<Pair> one, const std::vector<Pair>& other) {
    const auto of_one = static_cast<std::ptrdiff_t>(one.size());
    one.insert(one.end(), other.begin(), other.end());
    std::inplace_merge(one.begin(), one.begin() + of_one, one.end(), before);
    make_unique(one);
    return one;
}

}  // namespace boswell::archive
