// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/interner.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// Tables account and observation: the state of each account's connection, and the spans in which
/// the account was watched.
class Accounts {
public:
    explicit Accounts(sqlite::Database& database);

    /// Accounts that a killed agent left online become offline; their observation ends at its last
    /// proof of life. To be called by the holder of the lock when it starts.
    static void disconnect_all(sqlite::Database& database);

    /// Removes the accounts that never were online and of which nothing is archived: such as one
    /// whose name was mistyped. Those that are configured come back with their first event. To be
    /// called by the holder of the lock when it starts.
    static void remove_untried(sqlite::Database& database);

    /// Creates the account when it is first named. Throws Error if `jid` is empty.
    std::int64_t id_of(const Jid& jid);

    void write(const ConnectionChanged& change);
    void write(const ProofOfLife& proof);

    void forget() noexcept { accounts_.forget(); }

private:
    void begin_observation(std::int64_t account, const ConnectionChanged& change);
    std::optional<std::int64_t> find_last_observation(std::int64_t account);
    void end_observation(std::int64_t account, const ConnectionChanged& change);

    sqlite::Database& database_;
    Interner accounts_;
    sqlite::Statement set_state_;
    sqlite::Statement set_session_;
    sqlite::Statement prove_;
    sqlite::Statement extend_observation_;
    sqlite::Statement insert_observation_;
    sqlite::Statement find_last_observation_;
    sqlite::Statement interrupt_observation_;
    sqlite::Statement open_observation_;
    sqlite::Statement end_observation_;
    sqlite::Statement close_observation_;
};

}  // namespace boswell::archive
