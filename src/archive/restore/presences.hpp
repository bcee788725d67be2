// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/record.hpp"
#include "archive/write/presences.hpp"

#include <cstdint>
#include <set>
#include <tuple>

namespace boswell::archive {

/// Brings presences back from their records. One that is here already, with all that the record
/// says of it, is left as it is; two that are the same stay two. Nothing says that the account was
/// being watched at that time.
class RestorePresences {
public:
    RestorePresences(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    void begin_file() { found_.clear(); }
    Outcome restore(const PresenceRecord& record);
    void forget() noexcept;

private:
    bool find(const Presence& presence);

    Accounts& accounts_;
    Addresses& addresses_;
    Presences presences_;
    sqlite::Statement find_;
    /// Rows that records have found, at the account, contact and time of the last one: a file has
    /// those together.
    std::tuple<std::int64_t, std::int64_t, Time> moment_;
    std::set<std::int64_t> found_;
};

}  // namespace boswell::archive
