// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/pairs.hpp"

#include "archive/next_pair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

namespace boswell::archive {

std::optional<Pair> find_pair(Jids& jids, const Jid& account, const Jid& contact) {
    const auto account_id = jids.find_account(account);
    const auto contact_id = jids.find_address(contact);
    if (!account_id || !contact_id) return std::nullopt;
    return Pair{*account_id, *contact_id, account, contact};
}

namespace {

/// Of account and address.
using Ids = std::pair<std::int64_t, std::int64_t>;

}  // namespace

static void add_all(const sqlite::Database& database, const char* table, std::vector<Ids>& found) {
    sqlite::Statement statement(database, next_pair_sql(table));
    Ids last;
    while (true) {
        auto use = statement.use(last.first, last.second);
        if (!use.next()) return;
        last = {use.get<std::int64_t>(0), use.get<std::int64_t>(1)};
        found.push_back(last);
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

static void add_named(const sqlite::Database& database, Jids& jids, const char* table,
                      const Selection& selection, std::vector<Ids>& found) {
    std::set<Ids> named;
    sqlite::Statement exists(database, fmt::format(R"(
SELECT 1
FROM {}
WHERE account_id = ?1 AND contact_id = ?2
LIMIT 1)",
                                                   table));
    for (const auto account_id : account_ids(database, selection.accounts, jids)) {
        for (const auto& contact : selection.contacts) {
            const auto contact_id = jids.find_address(contact);
            if (contact_id && exists.use(account_id, *contact_id).next())
                named.emplace(account_id, *contact_id);
        }
    }
    found.insert(found.end(), named.begin(), named.end());
}

std::vector<Pair> find_pairs(const sqlite::Database& database, Jids& jids,
                             std::initializer_list<const char*> tables,
                             const Selection& selection) {
    std::vector<Ids> found;
    for (const auto* const table : tables) {
        const auto before = static_cast<std::ptrdiff_t>(found.size());
        if (selection.contacts.empty())
            add_all(database, table, found);
        else
            add_named(database, jids, table, selection, found);
        // Those of a whole table are in their order.
        std::inplace_merge(found.begin(), found.begin() + before, found.end());
    }
    found.erase(std::ranges::unique(found).begin(), found.end());
    std::vector<Pair> pairs;
    pairs.reserve(found.size());
    for (const auto& [account_id, contact_id] : found) {
        const auto& account = jids.account(account_id);
        if (is_wanted(account, selection.accounts))
            pairs.push_back({account_id, contact_id, account, jids.address(contact_id)});
    }
    std::ranges::sort(pairs, [](const Pair& one, const Pair& other) {
        if (one.account_id != other.account_id) return one.account < other.account;
        return one.contact < other.contact;
    });
    return pairs;
}

}  // namespace boswell::archive
