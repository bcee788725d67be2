// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/version_order.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace boswell::archive {

VersionOrder::VersionOrder(sqlite::Database& database, std::string_view table,
                           std::string_view time)
    : has_later_(database, fmt::format(R"(
SELECT 1
FROM {}
WHERE account_id = ?1 AND contact_id = ?2 AND {} > ?3 AND id < ?4
LIMIT 1)",
                                       table, time)),
      known_(database, fmt::format(R"(
SELECT id, {}
FROM {}
WHERE account_id = ?1 AND contact_id = ?2 AND id < ?3
ORDER BY id)",
                                   time, table)),
      lowest_(database, fmt::format("SELECT min(id) FROM {}", table)),
      highest_(database, fmt::format("SELECT max(id) FROM {}", table)),
      move_(database, fmt::format("UPDATE {} SET id = ?2 WHERE id = ?1", table)) {}

void VersionOrder::added(std::int64_t account, std::int64_t contact, VersionRow row) {
    added_[{account, contact}].push_back(row);
}

void VersionOrder::settle() {
    for (auto& [contact, added] : added_) settle(contact, added);
    added_.clear();
}

static bool is_earlier(const VersionRow& one, const VersionRow& other) {
    return one.time < other.time;
}

using Rows = std::vector<VersionRow>;

/// The first of the known ones that is later than `row`, though an earlier one may come behind it.
static Rows::const_iterator first_later(const Rows& known, const VersionRow& row) {
    return std::find_if(known.begin(), known.end(),
                        [&](const VersionRow& other) { return is_earlier(row, other); });
}

/// Each of the added ones stands before the first later one.
static Rows merged(Rows::const_iterator begin, Rows::const_iterator end, const Rows& added) {
    Rows rows;
    auto next = added.begin();
    for (; begin != end; ++begin) {
        while (next != added.end() && is_earlier(*next, *begin)) rows.push_back(*next++);
        rows.push_back(*begin);
    }
    rows.insert(rows.end(), next, added.end());
    return rows;
}

void VersionOrder::settle(const Contact& contact, Rows& added) {
    const auto first = added.front().id;
    const bool in_order = std::is_sorted(added.begin(), added.end(), is_earlier);
    std::stable_sort(added.begin(), added.end(), is_earlier);
    const auto& [account, address] = contact;
    if (in_order && !has_later_.use(account, address, added.front().time, first).next()) return;

    const auto rows = known(contact, first);
    const auto above = first_later(rows, added.front());
    const auto below = first_later(rows, added.back());
    const bool up = rows.end() - above <= below - rows.begin();
    const auto order = up ? merged(above, rows.end(), added) : merged(rows.begin(), below, added);
    auto id = up ? number(highest_) + 1 : number(lowest_) - std::ssize(order);
    for (const auto& row : order) move_.run(row.id, id++);
}

Rows VersionOrder::known(const Contact& contact, std::int64_t below) {
    Rows rows;
    auto use = known_.use(contact.first, contact.second, below);
    while (use.next()) rows.push_back({use.get<std::int64_t>(0), use.get<Time>(1)});
    return rows;
}

std::int64_t VersionOrder::number(sqlite::Statement& statement) {
    auto use = statement.use();
    use.next();
    return use.get<std::int64_t>(0);
}

}  // namespace boswell::archive
