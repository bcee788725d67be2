// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent.hpp"

#include "agent/notify.hpp"
#include "base/log.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <csignal>

namespace boswell::agent {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

static constexpr log::Domain domain{"agent"};
/// Handlers run between two commits: each reads at most 64 KiB of one account.
static constexpr int max_handlers_per_turn = 64;
/// Less than the 5 s that are promised, so that the last commit is made within them.
static constexpr auto stop_deadline = 3500ms;
/// --once: a server that says nothing for so long has said all.
static constexpr auto silence = 2s;
/// --once: cron will come again.
static constexpr int attempts_of_once = 3;

Agent::Agent(AgentOptions options)
    : options_(std::move(options)),
      archive_(options_.archive),
      reader_(options_.archive),
      recorder_(archive_),
      signals_(loop_, SIGTERM, SIGINT, SIGHUP),
      progress_timer_(loop_),
      deadline_(loop_),
      storage_backoff_({.first = 100ms, .most = 5s}) {
    for (const auto& account : options_.config.accounts) start(account);
}

void Agent::start(const AccountConfig& config) {
    const Account::Surroundings surroundings{
        loop_, workers_, tls_, reader_, recorder_, options_.once ? attempts_of_once : 0};
    accounts_.push_back(std::make_unique<Account>(config, surroundings));
    if (unavailable_) accounts_.back()->pause();
    asio::co_spawn(loop_, accounts_.back()->run(), [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);  // a bug, or out of memory: out of run()
    });
}

ExitStatus Agent::run() {
    asio::co_spawn(loop_, heed_signals(), asio::detached);
    asio::co_spawn(loop_, watch_progress(), asio::detached);
    notify::ready();
    while (!finished()) turn();
    retry_at_ = {};
    store();
    if (recorder_.waiting() > 0) {
        log::error(domain,
                   "{} events could not be stored in {} before the end; what the server was not "
                   "told of comes again",
                   recorder_.waiting(), options_.archive.string());
        return ExitStatus::configuration_or_archive;
    }
    const bool as_asked = options_.once ? all_were_online() : stopping_;
    return as_asked ? ExitStatus::done : ExitStatus::network_or_login;
}

bool Agent::all_were_online() const {
    return std::all_of(accounts_.begin(), accounts_.end(),
                       [](const auto& account) { return account->was_online(); });
}

void Agent::turn() {
    loop_.run_one_for(1s);
    for (int i = 0; i < max_handlers_per_turn && loop_.poll_one() > 0; ++i) {
    }
    store();
    remove_ended();
}

void Agent::store() {
    if (unavailable_ && SteadyClock::now() < retry_at_) return;
    try {
        recorder_.commit();
        for (const auto& account : accounts_) account->committed();
        for (const auto& account : leaving_) account->committed();
        if (unavailable_) archive_available();
    } catch (const archive::Unavailable& error) {
        archive_unavailable(explain(error));
    }
}

void Agent::archive_unavailable(const std::string& why) {
    if (!unavailable_) {
        log::error(domain, "{}; reading nothing more until it can be stored", why);
        for (const auto& account : accounts_) account->pause();
    }
    unavailable_ = true;
    retry_at_ = SteadyClock::now() + storage_backoff_.next(1);
}

void Agent::archive_available() {
    log::notice(domain, "the archive can be written to again");
    unavailable_ = false;
    storage_backoff_.reset();
    for (const auto& account : accounts_) account->resume();
}

asio::awaitable<void> Agent::heed_signals() {
    for (;;) {
        const int number = co_await signals_.async_wait(asio::use_awaitable);
        if (number == SIGHUP) {
            reload();
        } else if (stopping_) {
            overdue_ = true;  // asked twice: at once
        } else {
            stop();
        }
    }
}

/// Once a second: tells systemd that we are alive, and ends --once when all is caught up.
asio::awaitable<void> Agent::watch_progress() {
    for (;;) {
        progress_timer_.expires_after(500ms);
        co_await progress_timer_.async_wait(asio::use_awaitable);
        notify::watchdog();
        if (const auto text = summary(); text != told_) notify::status(told_ = text);
        if (!options_.once || stopping_) continue;
        const bool all = std::all_of(accounts_.begin(), accounts_.end(), [](const auto& account) {
            return account->ended() || account->caught_up(silence);
        });
        if (all) stop();
    }
}

void Agent::reload() {
    if (!options_.read_config || stopping_) return;
    notify::reloading();
    try {
        const auto config = options_.read_config();
        tls_.forget();
        const auto unchanged = [&](const auto& account) {
            return !account->ended() && std::find(config.accounts.begin(), config.accounts.end(),
                                                  account->config()) != config.accounts.end();
        };
        const auto gone = std::stable_partition(accounts_.begin(), accounts_.end(), unchanged);
        for (auto account = gone; account != accounts_.end(); ++account) {
            (*account)->stop();
            leaving_.push_back(std::move(*account));
        }
        accounts_.erase(gone, accounts_.end());
        for (const auto& account : config.accounts) {
            const bool runs =
                std::any_of(accounts_.begin(), accounts_.end(),
                            [&](const auto& running) { return running->config() == account; });
            if (!runs) start(account);
        }
        log::notice(domain, "configuration read again: {}", summary());
    } catch (const Error& error) {
        log::error(domain, "the configuration stays as it was: {}", explain(error));
    }
    notify::ready();
}

void Agent::stop() {
    stopping_ = true;
    notify::stopping();
    for (const auto& account : accounts_) account->stop();
    for (const auto& account : leaving_) account->stop();
    deadline_.expires_after(stop_deadline);
    deadline_.async_wait([this](const asio::error_code& cancelled) {
        if (!cancelled) overdue_ = true;
    });
}

void Agent::remove_ended() {
    std::erase_if(leaving_, [](const auto& account) { return account->ended(); });
}

bool Agent::finished() const {
    if (overdue_) return true;
    const auto ended = [](const auto& account) { return account->ended(); };
    return std::all_of(accounts_.begin(), accounts_.end(), ended) && leaving_.empty();
}

std::string Agent::summary() const {
    const auto online = std::count_if(accounts_.begin(), accounts_.end(), [](const auto& account) {
        return account->state() == ConnectionState::online;
    });
    return fmt::format("{} of {} accounts online{}", online, accounts_.size(),
                       unavailable_ ? "; the archive cannot be written to" : "");
}

}  // namespace boswell::agent
