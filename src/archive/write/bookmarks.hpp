// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/event.hpp"

#include <cstdint>
#include <set>

namespace boswell::archive {

/// Table bookmark: versions of the rooms that the account's own clients have bookmarked.
class Bookmarks {
public:
    Bookmarks(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    /// Adds a version of each bookmark that differs from its last one. If `told` has all of them,
    /// the others are removed from then on.
    void write(const BookmarksTold& told);

private:
    void put(std::int64_t account, const Bookmark& bookmark, Time at);
    void remove_others(std::int64_t account, const std::set<std::int64_t>& rooms, Time at);

    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Database& database_;
    sqlite::Statement confirm_;
    sqlite::Statement insert_;
    sqlite::Statement present_;
};

}  // namespace boswell::archive
