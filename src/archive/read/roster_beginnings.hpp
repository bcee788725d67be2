// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace boswell::archive {

/// Since when the archive knows the roster of each account: the time of its oldest version of a
/// roster entry. No index has that, so all versions of the account are read. The answer is kept for
/// as long as the connection is, and read anew after a version has come or gone.
class RosterBeginnings {
public:
    explicit RosterBeginnings(const sqlite::Database& database);

    /// Nothing if the archive has no roster of the account. Asked for within a transaction.
    std::optional<Time> of(std::int64_t account_id);

private:
    void forget_after_a_change();

    sqlite::Statement data_version_;
    sqlite::Statement mark_of_versions_;
    sqlite::Statement first_version_;
    std::int64_t seen_data_version_ = -1;
    std::string seen_mark_;
    std::map<std::int64_t, std::optional<Time>> known_;  // by account
};

}  // namespace boswell::archive
