// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent.hpp"

#include "agent/notify.hpp"
#include "archive/known_archives.hpp"
#include "archive/quick_check.hpp"
#include "base/log.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <csignal>

namespace boswell::agent {

using namespace std::chrono_literals;

static constexpr log::Domain domain{"agent"};
/// A turn ends after this many events, as much memory, or this much time: a server that sends
/// without end must not keep the messages of other accounts from the disk. The loop does one read
/// of each account after the other, so that each has its share of the turns.
static constexpr std::size_t enough_events = 250;
static constexpr std::size_t enough_bytes = 1u << 20;
static constexpr auto enough_time = 100ms;
/// Less than the 5 s that are promised, so that the last commit is made within them.
static constexpr auto stop_deadline = 3500ms;
/// --once: a server that says nothing for so long has said all.
static constexpr auto silence = 2s;
/// --once: cron will come again.
static constexpr int attempts_of_once = 3;

Agent::Agent(AgentOptions options)
    : options_(std::move(options)),
      archive_((archive::require_not_lost(options_.archive), options_.archive)),
      reader_(options_.archive),
      recorder_(archive_),
      clock_(options_.environment.clock),
      omemo_(archive_, clock_),
      alarm_(recorder_, clock_),
      signals_(loop_, SIGTERM, SIGINT, SIGHUP),
      progress_timer_(loop_),
      deadline_(loop_),
      storage_backoff_({.first = 100ms, .most = 5s}),
      substrings_(loop_, clock_, options_.archive),
      alarm_command_(loop_) {
    archive::remember(options_.archive);
    if (options_.once) options_.config.alarm.reset();  // its output and status tell
    if (options_.config.alarm) recall_failures();
    alarm_command_.use(options_.config.alarm);
    for (const auto& account : options_.config.accounts) start(account);
    asio::co_spawn(loop_, heed_signals(), asio::detached);
    asio::co_spawn(loop_, watch_progress(), asio::detached);
    if (archive_.was_left_open()) launch(look_for_damage());
    if (options_.config.substring_index) substrings_.want(*options_.config.substring_index);
    notify::ready();
}

void Agent::start(AccountConfig config) {
    const Account::Shared shared{.loop = loop_,
                                 .tls = tls_,
                                 .archive = reader_,
                                 .sink = alarm_,
                                 .omemo = omemo_,
                                 .environment = options_.environment,
                                 .most_attempts = options_.once ? attempts_of_once : 0};
    alarm_.watch(config.jid, false);
    accounts_.push_back(std::make_unique<Account>(std::move(config), shared));
    launch(accounts_.back()->run());
}

/// That these accounts fail is no news.
void Agent::recall_failures() {
    try {
        for (const auto& account : reader_.accounts()) {
            if (account.state == ConnectionState::failed) alarm_.watch(account.jid, true);
        }
    } catch (const Error& error) {
        log::info(domain, "how the accounts were is not known: {}", explain(error));
    }
}

void Agent::launch(asio::awaitable<void> work) {
    asio::co_spawn(loop_, std::move(work), [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);  // a damaged archive ends Agent::run()
    });
}

/// Damage in the middle of the file would only be noticed where the agent happens to touch it.
asio::awaitable<void> Agent::look_for_damage() {
    const std::function<std::string(std::stop_token)> look =
        [path = options_.archive](const std::stop_token& stop) {
            return archive::quick_check(path, stop);
        };
    std::string finding;
    try {
        finding = co_await checker_.run(look);
    } catch (const Error& error) {
        log::warning(domain, "{} was not closed the last time, and cannot be checked: {}",
                     options_.archive.string(), explain(error));
    }
    if (!finding.empty())
        throw archive::Damaged("{} is damaged: {}; restore a backup", options_.archive.string(),
                               finding);
}

ExitStatus Agent::run() {
    try {
        while (turn(1s)) {
        }
        return finish();
    } catch (const archive::Damaged& error) {
        alarm_command_.stop();
        tell_at_the_end(options_.config.alarm, error);
        throw;
    }
}

ExitStatus Agent::finish() {
    retry_at_ = {};
    store();
    if (recorder_.waiting() > 0) {
        log::error(domain,
                   "{} events could not be stored in {} before the end; what the server was not "
                   "told of comes again",
                   recorder_.waiting(), options_.archive.string());
        return ExitStatus::configuration_or_archive;
    }
    const bool as_asked = options_.once ? any_caught_up() : stopping_;
    return as_asked ? ExitStatus::done : ExitStatus::network_or_login;
}

/// Each account that gave up has said so in the log.
bool Agent::any_caught_up() const {
    return std::ranges::any_of(accounts_, [](const auto& account) {
        return account->was_online() && !account->gave_up();
    });
}

bool Agent::turn(milliseconds longest_wait) {
    if (finished()) return false;
    loop_.run_one_for(longest_wait);
    const auto began = clock_.steady();
    while (may_read_on(began) && loop_.poll_one() > 0) {
    }
    store();
    remove_ended();
    return true;
}

bool Agent::may_read_on(Clock::Instant turn_began) const {
    return recorder_.waiting() < enough_events && recorder_.waiting_bytes() < enough_bytes &&
           clock_.steady() - turn_began < enough_time;
}

void Agent::store() {
    if (unavailable_ && clock_.steady() < retry_at_) return;
    try {
        recorder_.commit();
        for (const auto& account : accounts_) account->committed();
        if (unavailable_) archive_available();
    } catch (const archive::Locked& error) {
        archive_unavailable(AlarmCause::locked, explain(error));
    } catch (const archive::Unavailable& error) {
        archive_unavailable(AlarmCause::unwritable, explain(error));
    }
}

void Agent::archive_unavailable(AlarmCause cause, const std::string& why) {
    alarm_.archive_fails(cause, why);
    if (!unavailable_) {
        log::error(domain, "{}; reading nothing more until it can be stored", why);
        for (const auto& account : accounts_) account->pause();
    }
    unavailable_ = true;
    retry_at_ = clock_.steady() + storage_backoff_.next(1);
}

void Agent::archive_available() {
    log::notice(domain, "the archive can be written to again");
    alarm_.archive_works();
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
            overdue_ = true;  // asked a second time: ends at once
        } else {
            stop();
        }
    }
}

/// Twice a second: tells systemd that we are alive, and others what is not archived; ends --once
/// when all is caught up.
asio::awaitable<void> Agent::watch_progress() {
    for (;;) {
        asio::error_code cancelled;
        clock_.set(progress_timer_, 500ms);
        co_await progress_timer_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        notify::watchdog();
        tell_alarms();
        if (const auto text = summary(); text != status_) notify::status(status_ = text);
        if (!options_.once || stopping_) continue;
        const bool all = std::all_of(accounts_.begin(), accounts_.end(), [](const auto& account) {
            return account->ended() || account->caught_up(silence);
        });
        if (all) stop();
    }
}

void Agent::tell_alarms() {
    const auto& alarm = options_.config.alarm;
    if (!alarm || stopping_) return;
    for (auto& notice : alarm_.due(alarm->after)) alarm_command_.send(std::move(notice));
}

void Agent::reload() {
    if (!options_.read_config || stopping_) return;
    notify::reloading();
    try {
        auto config = options_.read_config();
        tls_.forget();
        for (const auto& account : accounts_) {
            const auto& jid = account->config().jid;
            if (std::ranges::find(config.accounts, jid, &AccountConfig::jid) !=
                config.accounts.end())
                continue;
            account->stop();
            alarm_.forget(jid);
            alarm_command_.forget(jid);
        }
        if (!options_.once) alarm_command_.use(options_.config.alarm = config.alarm);
        for (auto& account : config.accounts) configure(std::move(account));
        if (config.substring_index) substrings_.want(*config.substring_index);
        log::notice(domain, "configuration read again: {}", summary());
    } catch (const Error& error) {
        log::error(domain, "the configuration is not changed: {}", explain(error));
    }
    notify::ready();
}

void Agent::configure(AccountConfig config) {
    const auto known = std::ranges::find_if(
        accounts_, [&](const auto& account) { return account->config().jid == config.jid; });
    if (known == accounts_.end()) return start(std::move(config));
    auto& account = **known;
    alarm_.watch(config.jid, false);
    account.reconfigure(std::move(config));
    if (account.ended()) launch(account.run());
}

void Agent::stop() {
    stopping_ = true;
    notify::stopping();
    substrings_.stop();
    alarm_command_.stop();
    for (const auto& account : accounts_) account->stop();
    clock_.set(deadline_, stop_deadline);
    deadline_.async_wait([this](const asio::error_code&) { overdue_ = true; });
}

/// Removes the accounts that the configuration no longer names, once they have ended.
void Agent::remove_ended() {
    if (stopping_) return;
    std::erase_if(accounts_,
                  [](const auto& account) { return account->stopping() && account->ended(); });
}

bool Agent::finished() const {
    return overdue_ ||
           std::ranges::all_of(accounts_, [](const auto& account) { return account->ended(); });
}

std::string Agent::summary() const {
    const auto named =
        std::ranges::count_if(accounts_, [](const auto& account) { return !account->stopping(); });
    const auto online = std::ranges::count_if(accounts_, [](const auto& account) {
        return !account->stopping() && account->state() == ConnectionState::online;
    });
    auto text = fmt::format("{} of {} accounts online{}", online, named,
                            unavailable_ ? "; the archive cannot be written to" : "");
    for (const auto& account : accounts_) {
        if (!account->stopping() && account->state() == ConnectionState::failed)
            text += fmt::format("; {}: {}", account->config().jid.str(), account->error());
    }
    return text;
}

}  // namespace boswell::agent
