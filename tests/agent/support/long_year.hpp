// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent_life.hpp"
#include "base/file.hpp"
#include "served_account.hpp"
#include "support/footprint.hpp"
#include "xmpp/support/certificate.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace boswell::test {

/// An agent with many accounts, to which everything happens at random that happens to one in the
/// course of years. At the end of each month all is well again.
class LongYear {
public:
    explicit LongYear(std::uint32_t accounts) {
        // Nothing is verified here, and to read the system's certificates takes long.
        for (const auto* name : certificates_of_system) ::setenv(name, "/dev/null", 1);
        for (std::uint32_t i = 0; i < accounts; ++i) {
            auto& account =
                accounts_.emplace_back(fmt::format("user{}@server{}.example", i, i % servers));
            changes_password(account);
            writes_password(account);
        }
        Certificate("ca.example").write(ca_file());
        certificate_ = read_file(ca_file(), 1u << 20);
    }
    ~LongYear() {
        for (const auto* name : certificates_of_system) ::unsetenv(name);
    }
    LongYear(const LongYear&) = delete;
    LongYear& operator=(const LongYear&) = delete;

    const std::filesystem::path& archive() const { return archive_; }
    const std::deque<ServedAccount>& accounts() const { return accounts_; }

    void begins() {
        life_.configuration = configuration();
        life_.goes_on = true;
        life_.begins();
    }
    void ends() {
        std::raise(SIGTERM);
        if (life_.ends() != ExitStatus::done) throw std::runtime_error("no end in good order");
        life_.agent.reset();
        life_.network.clock.forget_waits();
    }
    void passes_month() {
        for (int day = 1; day <= 30; ++day) {
            happens_on(day);
            for (auto& account : accounts_) lives(account);
            passes(std::chrono::hours(24));
        }
        becomes_well();
    }
    /// Accounts leave, whatever they are at, and the agent begins anew.
    void restarts() {
        removes(accounts_.size() / 5, [](const auto&) { return true; });
        ends();
        begins();
        accounts_.front().says(1500);  // one batch after which no larger one comes
    }

private:
    static constexpr std::array certificates_of_system{"SSL_CERT_FILE", "SSL_CERT_DIR"};
    static constexpr std::uint32_t servers = 5;

    void happens_on(int day) {
        if (day == 3) life_.network.addresses();  // our own line is down
        if (day == 6) life_.network.addresses("192.0.2.1");
        if (day == 9) goes_away(chance() % servers);
        if (day == 15) writes_certificate("-----BEGIN");
        if (day == 18) writes_certificate(certificate_);
        if (day == 21)
            removes(accounts_.size() / 10,
                    [&](const auto& account) { return is_settled(account); });
        if (day == 24) removed_.clear(), reads_again();
    }
    /// What may happen to one account on one day.
    void lives(ServedAccount& account) {
        auto& days = days_online_[account.jid()];
        days = account.is_online() ? days + 1 : 0;
        account.says(chance() % 4);
        sends_something(account);
        if (happens(6)) {
            account.can_resume = happens(2);
            account.cuts();
        }
        if (happens(account.trouble == Trouble::none ? 40 : 2)) {
            account.trouble = account.trouble != Trouble::none ? Trouble::none : any_trouble();
            account.cuts();
        }
        if (happens(100)) {
            changes_password(account);
            account.cuts();
        }
        if (happens(4)) writes_password(account);
    }
    void sends_something(ServedAccount& account) {
        const auto now = life_.network.clock.wall();
        account.sends(ProofOfLife{.account = account.jid(), .at = now});
        const auto number = chance();
        auto presence = test::presence(account.resource_of(number).str(), now);
        presence.type = happens(3) ? PresenceType::unavailable : PresenceType::available;
        presence.show = happens(2) ? Show::away : Show::available;
        if (happens(2)) account.sends(std::move(presence));
        if (happens(20)) {
            auto card = vcard(fmt::format("name {}", number % 5), now);
            card.contact = account.contact(number);
            account.sends(std::move(card));
            auto mood = test::mood(number % 2 == 0 ? "calm" : "", now);
            mood.contact = account.contact(number);
            account.sends(std::move(mood));
        }
        if (happens(20)) {
            ChatState state;
            state.with = account.contact(number);
            state.from = account.resource_of(number);
            state.stamp = now;
            account.sends(state);
            account.sends(Quarantined{.account = account.jid(),
                                      .seen_at = now,
                                      .from = state.from.str(),
                                      .reason = "too large",
                                      .sha256 = ""});
        }
    }

    void goes_away(std::uint32_t server) {
        for (auto& account : accounts_) {
            if (account.jid().domainpart() != fmt::format("server{}.example", server)) continue;
            account.trouble = Trouble::away;
            account.cuts();
        }
    }
    void changes_password(ServedAccount& account) {
        account.password = fmt::format("secret {}", chance());
    }
    void writes_password(const ServedAccount& account) {
        write_text(password_file(account), account.password + "\n");
    }
    void writes_certificate(const std::string& text) {
        write_text(ca_file(), text);
        reads_again();
        for (auto& account : accounts_) {
            if (happens(4)) account.cuts();
        }
    }
    template <typename Predicate>
    void removes(std::size_t count, Predicate may_go) {
        for (std::size_t i = 0; i < count; ++i) {
            const auto& account = accounts_[chance() % accounts_.size()];
            if (may_go(account)) removed_.insert(account.jid());
        }
        reads_again();
    }
    /// Its waits are over, so that the clock knows of none of its timers.
    bool is_settled(const ServedAccount& account) {
        return account.is_online() && days_online_[account.jid()] > 2;
    }

    void becomes_well() {
        removed_.clear();
        for (auto& account : accounts_) {
            account.trouble = Trouble::none;
            writes_password(account);
        }
        reads_again();
        all_come_online();
        for (int round = 0; round < 10; ++round) {
            for (auto& account : accounts_) {
                account.can_resume = false;
                account.cuts();
            }
            turns(5);
            all_come_online();
        }
        rests();
    }
    /// Until no command of the alarm runs any more, and no account's worker.
    void rests() {
        const auto alone = [] { return Footprint::now().threads == 1; };
        int quiet = 0;
        life_.until([&] {
            turns(2);
            quiet = alone() ? quiet + 1 : 0;
            return quiet == 10;
        });
    }
    void all_come_online() {
        life_.until([&] {
            passes(std::chrono::seconds(10));
            return std::ranges::all_of(accounts_, &ServedAccount::is_online);
        });
    }
    void passes(milliseconds time) {
        const auto soon = std::min<milliseconds>(time / 2, std::chrono::minutes(5));
        for (const auto part : {soon, time - soon}) {
            turns(2);
            life_.network.clock.advance(part);
        }
        turns(4);
        forgets_past();
    }
    void turns(int count) {
        for (int i = 0; i < count; ++i) {
            life_.goes_on = life_.agent->turn(milliseconds(1));
            int answered = 0;
            for (auto& visit : life_.network.visits) {
                if (!visit.running || visit.end || !visit.mechanism.empty()) continue;
                answers(visit);
                if (++answered == 8) break;
            }
        }
    }
    void answers(Visit& visit) {
        std::ranges::find(accounts_, visit.account(), &ServedAccount::jid)->answers(visit);
    }
    void forgets_past() {
        for (const auto& visit : life_.network.visits) {
            if (!visit.gone) continue;
            std::ranges::find(accounts_, visit.account(), &ServedAccount::jid)->forgets(visit);
        }
        life_.network.forget_past();
    }
    void reads_again() {
        life_.configuration = configuration();
        std::raise(SIGHUP);
        turns(4);
    }
    agent::Config configuration() const {
        agent::Config config = config_of({});
        for (std::size_t i = 0; i < accounts_.size(); ++i) {
            const auto& account = accounts_[i];
            if (removed_.contains(account.jid())) continue;
            auto& entry = config.accounts.emplace_back(account_config(account.jid().str()));
            const auto file = password_file(account);
            entry.password = {agent::PasswordSource::File{file}};
            if (i % 7 == 0) entry.password = {agent::PasswordSource::Command{{"cat", file}}};
            if (i % 10 != 0) entry.ca_file = ca_file();
            entry.chat_states = i % 2 == 0;
        }
        config.alarm = {.command = {"true"}, .after = std::chrono::hours(1)};
        return config;
    }
    std::filesystem::path ca_file() const { return folder_ / "ca.pem"; }
    std::filesystem::path password_file(const ServedAccount& account) const {
        return folder_ / account.jid().str();
    }
    static void write_text(const std::filesystem::path& file, const std::string& text) {
        std::ofstream(file) << text;
        std::filesystem::permissions(file, static_cast<std::filesystem::perms>(0600));
    }
    std::uint32_t chance() { return static_cast<std::uint32_t>(random_()); }
    bool happens(std::uint32_t once_in) { return chance() % once_in == 0; }

    using Trouble = ServedAccount::Trouble;
    Trouble any_trouble() {
        static constexpr std::array all{Trouble::away, Trouble::busy, Trouble::untrusted};
        return all.at(chance() % all.size());
    }

    std::mt19937 random_;  // always the same
    TempDir folder_;
    std::string certificate_;
    std::deque<ServedAccount> accounts_;
    std::set<Jid> removed_;  // from the configuration
    std::map<Jid, int> days_online_;
    AgentLife life_{{}};
    std::filesystem::path archive_ = life_.path();
};

}  // namespace boswell::test
