// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// A table of versions. The names outlive whoever uses them.
struct VersionTable {
    std::string_view name;  ///< with account_id and contact_id
    std::string_view id;    ///< the column by which versions are ordered
    std::string_view time;
    /// What a contact has versions of, if that is more than one thing: the column, and then ids
    /// count for each thing. Else ids count for the whole table.
    std::string_view thing = {};
};

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
    /// The database outlives this.
    VersionOrder(sqlite::Database& database, const VersionTable& table);

    /// What has versions. `thing` is "" if the table has one of a contact only.
    struct Subject {
        std::int64_t account;
        std::int64_t contact;
        std::string thing = {};
        auto operator<=>(const Subject&) const = default;
    };
    /// A row that has the highest id.
    void added(Subject subject, VersionRow row);
    /// Forgets what was added: its transaction was undone.
    void forget() { added_.clear(); }
    /// Puts what was added into its place, within the same transaction.
    void settle();

private:
    void settle(const Subject& subject, std::vector<VersionRow>& added);
    std::vector<VersionRow> known(const Subject& subject, std::int64_t below);
    std::int64_t number(sqlite::Statement& statement, const Subject& subject);

    std::map<Subject, std::vector<VersionRow>> added_;
    sqlite::Statement has_later_;
    sqlite::Statement known_;
    sqlite::Statement lowest_;
    sqlite::Statement highest_;
    sqlite::Statement move_;
};

}  // namespace boswell::archive
