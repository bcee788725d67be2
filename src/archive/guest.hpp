// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/shared_database.hpp"

#include <chrono>
#include <filesystem>
#include <functional>

namespace boswell::archive {

/// Writes to the archive beside the agent, without the archive's lock: for an import or a split.
///
/// A guest does not touch the rows that describe the state of accounts, observations, streams and
/// rooms. Its transactions are short, and after each one it pauses for as long as the transaction
/// took, so that the agent never waits long for its turn.
class Guest {
public:
    using Clock = std::chrono::steady_clock;

    /// `database` comes from open_as_guest() or open_for_rehearsal().
    explicit Guest(sqlite::Database database);

    /// Runs `work` as SharedDatabase::transact() does. By its deadline `work` should return and
    /// leave the rest to the next transaction. It is later where no agent waits.
    void transact(const std::function<void(Clock::time_point deadline)>& work);

    sqlite::Database& database() noexcept { return database_.database(); }
    Tables& tables() noexcept { return database_.tables(); }

private:
    SharedDatabase database_;
    bool agent_lives_ = false;
};

}  // namespace boswell::archive
