// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/alarm_command.hpp"

#include "agent/command_output.hpp"
#include "base/error.hpp"
#include "base/json_object.hpp"
#include "base/log.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/signal_set.hpp>

#include <csignal>
#include <utility>

namespace boswell::agent {

using namespace std::chrono_literals;

static constexpr log::Domain domain{"alarm"};
static constexpr CommandLimits limits{.bytes = 1u << 20, .timeout = 60s};

static std::string to_json(const AlarmNotice& notice) {
    std::string line;
    JsonObject object(line);
    object.text("kind", "alarm");
    if (notice.account) object.text("account", notice.account->str());
    object.text("state", to_string(notice.state));
    object.text("cause", to_string(notice.cause));
    object.text("reason", notice.reason);
    object.time("since", notice.since);
    object.close();
    return line + '\n';
}

static asio::awaitable<void> run_command(Worker& worker, const std::vector<std::string>& command,
                                         const AlarmNotice& notice) {
    log::notice(domain, "{}", notice.reason);
    auto arguments = command;
    arguments.push_back(notice.reason);
    const std::function<std::string(std::stop_token)> job =
        [arguments, input = to_json(notice)](const std::stop_token& stop) {
            return command_output(arguments, limits, stop, input);
        };
    try {
        co_await worker.run(job);
    } catch (const std::exception& error) {
        log::error(domain, "nobody may have been told that: {}", explain(error));
    }
}

void AlarmCommand::use(const std::optional<AlarmConfig>& alarm) {
    command_ = alarm ? alarm->command : std::vector<std::string>();
    if (!alarm) waiting_.clear();
}

void AlarmCommand::send(AlarmNotice notice) {
    if (command_.empty()) return;
    if (waiting_.size() == most_waiting)
        return log::error(domain, "too many alarms wait; nobody is told that: {}", notice.reason);
    waiting_.push_back(std::move(notice));
    if (!std::exchange(is_running_, true)) asio::co_spawn(loop_, run(), asio::detached);
}

void AlarmCommand::forget(const Jid& account) {
    std::erase_if(waiting_, [&](const AlarmNotice& notice) { return notice.account == account; });
}

void AlarmCommand::stop() {
    use(std::nullopt);
    worker_.stop();
}

asio::awaitable<void> AlarmCommand::run() {
    while (!waiting_.empty()) {
        const auto notice = std::move(waiting_.front());
        waiting_.pop_front();
        co_await run_command(worker_, command_, notice);
    }
    is_running_ = false;
}

void tell_at_the_end(const std::optional<AlarmConfig>& alarm, const std::exception& why) {
    if (!alarm) return;
    const auto notice = notice_of_end(explain(why), now());
    asio::io_context loop;
    Worker worker;
    asio::signal_set signals(loop, SIGTERM, SIGINT);
    signals.async_wait([&](const asio::error_code&, int) { worker.stop(); });
    asio::co_spawn(loop, run_command(worker, alarm->command, notice),
                   [&](const std::exception_ptr&) { signals.cancel(); });
    loop.run();
}

}  // namespace boswell::agent
