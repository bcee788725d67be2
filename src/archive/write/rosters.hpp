// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace boswell::archive {

/// Table roster_change: versions of roster entries. An entry that has not changed adds no row.
class Rosters {
public:
    Rosters(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    /// A complete roster also shows which contacts have left it: they get a version `remove`.
    void write(const RosterUpdate& update);
    /// Adds a version whatever the last one says. Returns its id.
    std::int64_t add(std::int64_t account, std::int64_t contact, const RosterVersion& version);

private:
    void remove_others(std::int64_t account, Time seen_at, const std::set<std::int64_t>& present);

    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Database& database_;
    sqlite::Statement insert_;
    sqlite::Statement insert_changed_;
    sqlite::Statement find_present_;
};

}  // namespace boswell::archive
