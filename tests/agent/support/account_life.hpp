// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/account.hpp"
#include "agent/recorder.hpp"
#include "archive/writer.hpp"
#include "fake_network.hpp"
#include "support/event_log.hpp"
#include "support/temp_dir.hpp"

#include <asio/co_spawn.hpp>
#include <asio/executor_work_guard.hpp>

#include <chrono>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

namespace boswell::test {

inline agent::AccountConfig account_config(const std::string& jid = "alice@example.org") {
    agent::AccountConfig config;
    config.jid = Jid::of(jid);
    config.password = {agent::PasswordSource::Literal{"secret"}};
    return config;
}

/// One account whose servers the test plays; what it reports is stored in a real archive after each
/// turn of its loop.
class AccountLife : public EventLog, private EventSink {
public:
    explicit AccountLife(agent::AccountConfig config = account_config(), int most_attempts = 0)
        : account(std::move(config), {.loop = loop_,
                                      .tls = tls_,
                                      .archive = archive,
                                      .sink = *this,
                                      .omemo = devices,
                                      .environment = network.environment,
                                      .most_attempts = most_attempts}) {
        runs();
    }

    void runs() {
        asio::co_spawn(loop_, account.run(),
                       [this](std::exception_ptr error) { failure = std::move(error); });
    }
    /// The next session once it runs, or the first.
    Visit& next_visit() {
        const auto count = ++visited_;
        until([&] { return network.visits.size() >= count; });
        auto& visit = *std::next(network.visits.begin(), static_cast<std::ptrdiff_t>(count) - 1);
        until([&] { return visit.running; });
        return visit;
    }
    /// How long the account waits before its next attempt; the wait is over then.
    milliseconds rest() {
        until([&] { return network.clock.longest_wait() > milliseconds(0); });
        const auto time = network.clock.longest_wait();
        network.clock.advance(time);
        return time;
    }
    void ends() {
        until([&] { return account.ended(); });
    }
    template <typename Predicate>
    void until(Predicate done) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!done()) {
            if (std::chrono::steady_clock::now() > end) throw std::runtime_error("in vain");
            turn();
        }
    }
    void turn() {
        loop_.run_one_for(milliseconds(5));
        if (!stores) return;
        recorder_.commit();
        account.committed();
    }
    /// What an earlier process has stored.
    void was_refused(int times, Time at) {
        for (int i = 0; i < times; ++i)
            writer_.write(std::vector<Event>{
                LoginRefused{.account = account.config().jid, .at = at + milliseconds(i)}});
    }
    /// Long enough for whatever would happen.
    void rests_a_while() {
        for (int i = 0; i < 10; ++i) turn();
    }
    /// The states that were reported.
    std::vector<std::string> states() const {
        std::vector<std::string> states;
        for (const auto& change : all<ConnectionChanged>())
            states.emplace_back(to_string(change.state));
        return states;
    }

private:
    void take(Event event) override {
        events.push_back(event);
        recorder_.take(std::move(event));
    }

    TempDir folder_;
    archive::Writer writer_{folder_.path() / "a.db"};
    agent::Recorder recorder_{writer_};
    agent::TlsContexts tls_;
    asio::io_context loop_;
    asio::executor_work_guard<asio::io_context::executor_type> work_{loop_.get_executor()};
    std::size_t visited_ = 0;

public:
    archive::Reader archive{folder_.path() / "a.db"};
    bool stores = true;  ///< what is reported is stored after each turn
    std::exception_ptr failure;
    FakeNetwork network;
    agent::OmemoDevices devices{writer_, network.clock};
    agent::Account account;
};

}  // namespace boswell::test
