// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::archive {

/// A row of a table of versions.
struct VersionRow {
    std::int64_t id = 0;
    Time time{};
};

/// Keeps the versions of contacts in the order in which they were true. That is the order of their
/// ids, because times do not tell it where the clock was set back.
///
/// A version that comes in late belongs before the first later one. Those that a transaction adds
/// are put there together at its end, and of the versions around them the fewer are moved: above
/// all ids, or below all. So a file that begins with the newest costs no more than one that begins
/// with the oldest.
class VersionOrder {
public:
    /// The table has `id`, `account_id`, `contact_id` and a column of times. The database and both
    /// names outlive this.
    VersionOrder(sqlite::Database& database, std::string_view table, std::string_view time);

    /// A row that has the highest id of the table.
    void added(std::int64_t account, std::int64_t contact, VersionRow row);
    /// Forgets what was added: its transaction was undone.
    void forget() { added_.clear(); }
    /// Puts what was added into its place, within the same transaction.
    void settle();

private:
    using Contact = std::pair<std::int64_t, std::int64_t>;

    void settle(const Contact& contact, std::vector<VersionRow>& added);
    std::vector<VersionRow> known(const Contact& contact, std::int64_t below);
    std::int64_t number(sqlite::Statement& statement);

    std::map<Contact, std::vector<VersionRow>> added_;  // by account and contact
    sqlite::Statement has_later_;
    sqlite::Statement known_;
    sqlite::Statement lowest_;
    sqlite::Statement highest_;
    sqlite::Statement move_;
};

}  // namespace boswell::archive
