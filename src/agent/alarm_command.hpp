// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/alarm.hpp"
#include "agent/config.hpp"
#include "agent/worker.hpp"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>

#include <cstddef>
#include <deque>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace boswell::agent {

/// Runs a command for each notice, one after the other, on a thread beside the loop. The command
/// gets the reason as its last argument, and the notice as a JSON object on its standard input.
/// After 60 s it is killed with all that it has started. Whatever goes wrong is logged, and nobody
/// waits for it.
class AlarmCommand {
public:
    /// Notices that wait while a command runs. There is no room for more.
    static constexpr std::size_t most_waiting = 1000;

    /// The loop outlives this.
    explicit AlarmCommand(asio::io_context& loop) : loop_(loop) {}

    /// Whose command is run from now on, also for notices that wait; with none they are dropped.
    void use(const std::optional<AlarmConfig>& alarm);
    void send(AlarmNotice notice);
    /// Drops what waits to be told of the account.
    void forget(const Jid& account);
    /// Ends the command that runs, if there is one, and drops what waits.
    void stop();

private:
    asio::awaitable<void> run();

    asio::io_context& loop_;
    std::vector<std::string> command_;  // empty: none
    std::deque<AlarmNotice> waiting_;
    Worker worker_;
    bool is_running_ = false;
};

/// Tells, if there is an alarm, that the agent ends for this reason. Returns when the command has
/// ended, or soon after SIGTERM or SIGINT.
void tell_at_the_end(const std::optional<AlarmConfig>& alarm, const std::exception& why);

}  // namespace boswell::agent
