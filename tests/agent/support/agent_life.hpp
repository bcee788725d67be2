// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account_life.hpp"
#include "agent/agent.hpp"

#include <csignal>
#include <optional>

namespace boswell::test {

inline agent::Config config_of(std::vector<agent::AccountConfig> accounts) {
    return {.archive = {}, .accounts = std::move(accounts)};
}

/// A whole agent whose servers the test plays.
class AgentLife {
public:
    explicit AgentLife(agent::Config config) : configuration(std::move(config)) {}
    AgentLife(const AgentLife&) = delete;
    AgentLife& operator=(const AgentLife&) = delete;

    agent::Agent& begins(bool once = false) {
        return agent.emplace(agent::AgentOptions{.archive = path(),
                                                 .config = configuration,
                                                 .once = once,
                                                 .read_config = [this] { return read_config(); },
                                                 .environment = network.environment});
    }
    /// The latest session of that account, once it runs.
    Visit& visit(const std::string& jid) {
        Visit* found = nullptr;
        until([&] { return (found = running(jid)) != nullptr; });
        return *found;
    }
    Visit* running(const std::string& jid) {
        Visit* found = nullptr;
        for (auto& visit : network.visits) {
            if (visit.account() == Jid::of(jid) && visit.running) found = &visit;
        }
        return found;
    }
    template <typename Predicate>
    void until(Predicate done) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!done()) {
            if (std::chrono::steady_clock::now() > end) throw std::runtime_error("in vain");
            goes_on = agent->turn(milliseconds(5));
        }
    }
    void rests_a_while() {
        for (int i = 0; i < 10; ++i) goes_on = agent->turn(milliseconds(5));
    }
    ExitStatus ends() {
        until([&] { return !goes_on; });
        return agent->finish();
    }
    void reads_again(agent::Config config) {
        configuration = std::move(config);
        std::raise(SIGHUP);
        rests_a_while();
    }
    std::filesystem::path path() const { return folder_.path() / "a.db"; }
    std::int64_t messages() const { return archive::Reader(path()).stats().messages; }
    /// As the archive has it.
    ConnectionState state(const std::string& jid) const {
        for (const auto& account : archive::Reader(path()).accounts()) {
            if (account.jid == Jid::of(jid)) return account.state;
        }
        throw std::runtime_error("no such account");
    }

private:
    agent::Config read_config() const {
        if (is_wrong) throw Error("no good");
        return configuration;
    }

    TempDir folder_;

public:
    agent::Config configuration;
    FakeNetwork network;
    bool is_wrong = false;  ///< the configuration
    bool goes_on = true;
    std::optional<agent::Agent> agent;
};

}  // namespace boswell::test
