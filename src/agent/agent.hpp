// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/account.hpp"
#include "agent/alarm.hpp"
#include "agent/alarm_command.hpp"
#include "agent/config.hpp"
#include "agent/environment.hpp"
#include "agent/omemo_devices.hpp"
#include "agent/recorder.hpp"
#include "agent/substring_index_keeper.hpp"
#include "agent/tls_contexts.hpp"
#include "agent/worker.hpp"
#include "archive/reader.hpp"
#include "archive/writer.hpp"
#include "base/error.hpp"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace boswell::agent {

struct AgentOptions {
    std::filesystem::path archive;
    Config config;
    bool once = false;                                    ///< catch up, then end
    std::function<Config()> read_config;                  ///< for SIGHUP; none if there is no file
    const Environment& environment = real_environment();  ///< outlives the agent
};

/// The whole of boswelld: one thread, one loop, one archive, any number of accounts, each of which
/// is one Account for as long as the configuration names its JID.
///
/// Each turn reads a share of what the servers have sent, stores it in one transaction, and reads
/// on. While the archive cannot be written to, no account reads: TCP pushes back, and nothing is
/// lost.
class Agent {
public:
    /// Opens the archive. Throws Error.
    explicit Agent(AgentOptions options);

    /// Returns `done` after SIGTERM or SIGINT. With `once` it returns when each account is caught
    /// up or has given up: `done` if one is caught up, `network_or_login` if none is.
    ///
    /// After a signal it returns within four seconds. Sessions that still hang then are left as
    /// they are, and the process must end without destroying the agent: see is_overdue().
    ExitStatus run();
    /// run() did not wait for all sessions to end.
    bool is_overdue() const { return overdue_; }

    /// One turn of run(): waits at most so long for something to do, does a share of it, and stores
    /// the events that came of it. False if this was the last turn; then call finish().
    bool turn(milliseconds longest_wait);
    ExitStatus finish();

private:
    void start(AccountConfig config);
    void launch(asio::awaitable<void> work);
    void configure(AccountConfig config);
    bool may_read_on(Clock::Instant turn_began) const;
    void store();
    void archive_unavailable(AlarmCause cause, const std::string& why);
    void archive_available();
    asio::awaitable<void> heed_signals();
    asio::awaitable<void> watch_progress();
    asio::awaitable<void> look_for_damage();
    void recall_failures();
    void tell_alarms();
    void reload();
    void stop();
    void remove_ended();
    bool finished() const;
    bool any_caught_up() const;
    std::string summary() const;

    AgentOptions options_;
    archive::Writer archive_;
    archive::Reader reader_;
    Recorder recorder_;
    Clock& clock_;
    OmemoDevices omemo_;
    Alarm alarm_;
    asio::io_context loop_;
    TlsContexts tls_;
    asio::signal_set signals_;
    asio::steady_timer progress_timer_;
    asio::steady_timer deadline_;
    std::vector<std::unique_ptr<Account>> accounts_;  // and removed ones that have not ended yet
    Backoff storage_backoff_;
    Worker checker_;
    SubstringIndexKeeper substrings_;
    AlarmCommand alarm_command_;
    Clock::Instant retry_at_{};
    bool unavailable_ = false;
    bool stopping_ = false;
    bool overdue_ = false;
    std::string status_;  // what systemd was told last
};

}  // namespace boswell::agent
