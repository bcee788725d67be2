// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/version_order.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace boswell::archive {

/// Rows of one subject: ?1, ?2 and ?3.
static std::string of_subject(const VersionTable& table) {
    return fmt::format("account_id = ?1 AND contact_id = ?2 AND {} = ?3",
                       table.thing.empty() ? "''" : table.thing);
}

/// The rows among which no two have the same id.
static std::string numbered(const VersionTable& table, std::string_view function) {
    return fmt::format("SELECT {}({}) FROM {} WHERE {}", function, table.id, table.name,
                       table.thing.empty() ? "?3 IS NOT NULL" : of_subject(table));
}

VersionOrder::VersionOrder(sqlite::Database& database, const VersionTable& table)
    : has_later_(database, fmt::format("SELECT 1 FROM {} WHERE {} AND {} > ?4 AND {} < ?5 LIMIT 1",
                                       table.name, of_subject(table), table.time, table.id)),
      known_(database, fmt::format("SELECT {0}, {1} FROM {2} WHERE {3} AND {0} < ?4 ORDER BY {0}",
                                   table.id, table.time, table.name, of_subject(table))),
      lowest_(database, numbered(table, "min")),
      highest_(database, numbered(table, "max")),
      move_(database, fmt::format("UPDATE {0} SET {1} = ?5 WHERE {2} AND {1} = ?4", table.name,
                                  table.id, of_subject(table))) {}

void VersionOrder::added(Subject subject, VersionRow row) {
    added_[std::move(subject)].push_back(row);
}

void VersionOrder::settle() {
    for (auto& [subject, added] : added_) settle(subject, added);
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

void VersionOrder::settle(const Subject& subject, Rows& added) {
    const auto& [account, contact, thing] = subject;
    const auto first = added.front().id;
    const bool in_order = std::is_sorted(added.begin(), added.end(), is_earlier);
    std::stable_sort(added.begin(), added.end(), is_earlier);
    const auto earliest = added.front().time;
    if (in_order && !has_later_.use(account, contact, thing, earliest, first).next()) return;

    const auto rows = known(subject, first);
    const auto above = first_later(rows, added.front());
    const auto below = first_later(rows, added.back());
    const bool up = rows.end() - above <= below - rows.begin();
    const auto order = up ? merged(above, rows.end(), added) : merged(rows.begin(), below, added);
    auto id = up ? number(highest_, subject) + 1 : number(lowest_, subject) - std::ssize(order);
    for (const auto& row : order) move_.run(account, contact, thing, row.id, id++);
}

Rows VersionOrder::known(const Subject& subject, std::int64_t below) {
    Rows rows;
    auto use = known_.use(subject.account, subject.contact, subject.thing, below);
    while (use.next()) rows.push_back({use.get<std::int64_t>(0), use.get<Time>(1)});
    return rows;
}

std::int64_t VersionOrder::number(sqlite::Statement& statement, const Subject& subject) {
    auto use = statement.use(subject.account, subject.contact, subject.thing);
    use.next();
    return use.get<std::int64_t>(0);
}

}  // namespace boswell::archive
