// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent.hpp"

#include "base/file.hpp"
#include "support/agent_life.hpp"
#include "support/captured_log.hpp"
#include "support/damage.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>

using namespace boswell;
using namespace std::chrono_literals;
using Catch::Contains;
using test::account_config;
using test::AgentLife;
using test::config_of;
using End = xmpp::SessionEnd::Cause;

static const std::string alice = "alice@example.org";
static const std::string bob = "bob@example.net";

namespace {

/// An agent whose alarm writes the reasons into a file, a line for each.
struct Fixture {
    static agent::Config configuration(const std::string& file) {
        auto config = config_of({account_config(alice), account_config(bob)});
        config.alarm = script(file, "");
        return config;
    }
    static agent::AlarmConfig script(const std::string& file, const std::string& then) {
        return {.command = {"sh", "-c", "echo \"$1\" >>" + file + "; " + then, "sh"},
                .after = 15min};
    }
    std::string told() const {
        return std::filesystem::exists(file) ? read_file(file, 1u << 20) : "";
    }
    /// So many lines are told, and no more.
    std::string told(std::ptrdiff_t lines) {
        const auto count = [this] {
            const auto text = told();
            return std::count(text.begin(), text.end(), '\n');
        };
        life.rests_a_while();
        passes(500ms);
        life.until([&] { return count() >= lines; });
        passes(1s);
        CHECK(count() == lines);
        return told();
    }
    void passes(milliseconds time) {
        life.network.clock.advance(time);
        life.rests_a_while();
    }

    test::CapturedLog log;
    test::TempDir folder;
    std::string file = (folder / "told").string();
    AgentLife life{configuration(file)};
};

}  // namespace

TEST_CASE_METHOD(Fixture,
                 "an account that is not online is told once, and when it is online again") {
    life.begins();
    life.visit(alice).lets_in();
    life.visit(bob).lets_in();
    life.visit(bob).ends(End::lost, "connection reset");
    life.rests_a_while();
    passes(14min);
    CHECK(told().empty());
    passes(1min);
    CHECK_THAT(told(1), Contains("not archived: " + bob + " is not online since ") &&
                            Contains("connection reset"));
    life.visit(bob).lets_in();
    CHECK_THAT(told(2), Contains("\narchived again: " + bob + " is online\n"));
    CHECK_THAT(told(), !Contains(alice));
}

TEST_CASE_METHOD(Fixture,
                 "a refused login is told at once, and a new process tells it if it lasts") {
    life.begins();
    life.visit(alice).lets_in();
    life.visit(bob).ends(End::refused, "not-authorized");
    CHECK_THAT(told(1), Contains("refuses the login of " + bob + ": not-authorized"));
    std::raise(SIGTERM);
    CHECK(life.ends() == ExitStatus::done);
    life.agent.reset();
    life.network.clock.forget_waits();
    life.begins();
    life.visit(alice).lets_in();
    life.visit(bob).ends(End::refused, "not-authorized");
    life.rests_a_while();
    passes(14min);
    passes(500ms);
    CHECK_THAT(told(1), Contains(bob));
    passes(1min);
    told(2);
}

TEST_CASE_METHOD(Fixture, "an archive that stays locked is told once, and when it is not") {
    life.begins();
    auto& visit = life.visit(alice);
    visit.lets_in();
    life.visit(bob).lets_in();
    life.rests_a_while();
    SQLite::Database locker(life.path(), SQLite::OPEN_READWRITE);
    locker.exec("BEGIN IMMEDIATE");
    visit.says("one");
    life.until([&] { return visit.paused; });
    passes(14min);
    CHECK(told().empty());
    passes(2min);
    CHECK_THAT(told(1), Contains("another program has locked the archive since"));
    locker.exec("ROLLBACK");
    passes(5s);
    CHECK_THAT(told(2), Contains("archived again: the archive can be written to"));
    CHECK(life.messages() == 1);
}

TEST_CASE_METHOD(Fixture, "while the command hangs all is stored, and the end is not held up") {
    life.configuration.alarm = script(file, "sleep 60");
    life.begins();
    auto& visit = life.visit(alice);
    visit.lets_in();
    life.visit(bob).ends(End::refused, "no");
    told(1);
    visit.says("one");
    life.until([&] { return life.messages() == 1; });
    const auto began = std::chrono::steady_clock::now();
    std::raise(SIGTERM);
    CHECK(life.ends() == ExitStatus::done);
    life.agent.reset();
    CHECK(std::chrono::steady_clock::now() - began < 3s);
}

TEST_CASE_METHOD(Fixture, "after SIGHUP an alarm tells what lasts, and nothing of who is gone") {
    const auto with_alarm = life.configuration;
    life.configuration.alarm.reset();
    life.begins();
    for (const auto& account : {alice, bob}) {
        auto& visit = life.visit(account);
        visit.ends(End::refused, "no");
        life.until([&] { return visit.gone; });
    }
    life.rests_a_while();
    passes(1h);
    life.visit(bob);  // the second attempt
    CHECK(told().empty());
    auto config = with_alarm;
    config.accounts.pop_back();
    life.reads_again(config);
    CHECK_THAT(told(1), Contains("refuses the login of " + alice));
    life.reads_again(with_alarm);
    life.visit(bob).ends(End::refused, "no");
    CHECK_THAT(told(2), Contains("refuses the login of " + bob));
    auto silent = with_alarm;
    silent.alarm.reset();
    life.reads_again(silent);
    life.visit(alice).lets_in();
    passes(1h);
    told(2);
}

TEST_CASE_METHOD(Fixture, "with --once nobody is told: its output and its status tell") {
    life.begins(true);
    for (int i = 0; i < 3; ++i) {
        life.visit(alice).ends(End::refused, "no");
        life.rests_a_while();
        passes(1h);
    }
    CHECK(told().empty());
}

TEST_CASE_METHOD(Fixture, "that the archive is damaged is told before the agent ends") {
    life.begins();
    life.visit(alice).lets_in();
    life.visit(bob).lets_in();
    life.rests_a_while();
    std::filesystem::rename(life.path(), life.path().string() + ".aside");
    life.visit(bob).says("one");
    CHECK_THROWS_AS(life.agent->run(), archive::Damaged);
    CHECK_THAT(told(), Contains("not archived: boswelld has ended: ") && Contains("was moved"));
}
