// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/alarm_command.hpp"

#include "base/file.hpp"
#include "support/builders.hpp"
#include "support/captured_log.hpp"
#include "support/temp_dir.hpp"

#include <asio/steady_timer.hpp>
#include <catch2/catch.hpp>

#include <csignal>
#include <functional>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;
using Catch::Contains;

static AlarmNotice notice(const std::string& reason, const Jid& account = test::alice) {
    return {.account = account,
            .state = AlarmNotice::State::failed,
            .cause = AlarmCause::login,
            .reason = reason,
            .since = test::some_day};
}

namespace {

/// A loop, and a file to which the command appends.
struct Fixture {
    /// A shell script in which $1 is the reason and $out the file.
    AlarmConfig script(const std::string& text) const {
        return {.command = {"sh", "-c", "out=" + file() + "; " + text, "sh"}, .after = 1s};
    }
    std::string file() const { return (folder / "told").string(); }
    std::string told() const {
        return std::filesystem::exists(file()) ? read_file(file(), 1u << 20) : "";
    }
    void until(const std::function<bool()>& done) {
        const auto end = std::chrono::steady_clock::now() + 10s;
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < end);
            loop.restart();
            loop.run_one_for(5ms);
        }
    }
    /// Until nothing runs any more.
    void rests() {
        loop.restart();
        loop.run_for(10s);
    }

    test::TempDir folder;
    test::CapturedLog log;
    asio::io_context loop;
    AlarmCommand command{loop};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "the command gets the reason last, and all of it as JSON") {
    command.use(script(R"(echo "$#:$1" >>$out; cat >>$out)"));
    command.send(notice("-- \"so\" it goes"));
    rests();
    CHECK(told() ==
          "1:-- \"so\" it goes\n"
          R"({"kind":"alarm","account":"alice@example.org","state":"failed","cause":"login",)"
          R"("reason":"-- \"so\" it goes","since":"2026-03-14T15:09:26.535Z"})"
          "\n");
}

TEST_CASE_METHOD(Fixture, "one command runs at a time, in the order of the notices") {
    command.use(script(R"(echo "begin $1" >>$out; sleep 0.1; echo "end $1" >>$out)"));
    for (const auto* reason : {"1", "2", "3"}) command.send(notice(reason));
    rests();
    CHECK(told() == "begin 1\nend 1\nbegin 2\nend 2\nbegin 3\nend 3\n");
}

TEST_CASE_METHOD(Fixture,
                 "a command that fails, is not there or prints much is logged, and no more") {
    command.use(script("echo once >>$out; exit 3"));
    command.send(notice("first"));
    rests();
    CHECK_THAT(log.text(), Contains("sh ended with status 3"));
    command.use(AlarmConfig{.command = {"/no/such/program"}});
    command.send(notice("second"));
    rests();
    CHECK_THAT(log.text(), Contains("cannot run /no/such/program"));
    command.use(script("yes"));
    command.send(notice("third"));
    rests();
    CHECK_THAT(log.text(), Contains("sh prints more than 1048576 bytes"));
    command.use(script("echo again >>$out"));
    command.send(notice("fourth"));
    rests();
    CHECK(told() == "once\nagain\n");
}

TEST_CASE_METHOD(Fixture, "the loop goes on while a command hangs, and a stop ends the command") {
    command.use(script(R"(echo "$1" >>$out; sleep 60)"));
    command.send(notice("first"));
    command.send(notice("second"));
    until([&] { return told() == "first\n"; });
    bool woke = false;
    asio::steady_timer timer(loop, 10ms);
    timer.async_wait([&](const asio::error_code&) { woke = true; });
    until([&] { return woke; });
    const auto began = std::chrono::steady_clock::now();
    command.stop();
    rests();
    CHECK(std::chrono::steady_clock::now() - began < 3s);
    CHECK(told() == "first\n");
}

TEST_CASE_METHOD(Fixture, "what waits is told by the new command, or not at all without one") {
    command.use(script(R"(echo "old $1" >>$out; sleep 0.3)"));
    command.send(notice("1"));
    command.send(notice("2"));
    command.send(notice("3", test::bob));
    until([&] { return told() == "old 1\n"; });
    command.use(script(R"(echo "new $1" >>$out)"));
    command.forget(test::bob);
    rests();
    CHECK(told() == "old 1\nnew 2\n");
    command.use(script(R"(echo "$1" >>$out; sleep 0.3)"));
    command.send(notice("4"));
    command.send(notice("5"));
    until([&] { return told() == "old 1\nnew 2\n4\n"; });
    command.use(std::nullopt);
    command.send(notice("6"));
    rests();
    CHECK(told() == "old 1\nnew 2\n4\n");
}

TEST_CASE_METHOD(Fixture, "of too many notices the last are told to nobody, which is logged") {
    command.use(script("sleep 60"));
    for (std::size_t i = 0; i <= AlarmCommand::most_waiting; ++i) command.send(notice("flood"));
    CHECK_THAT(log.text(), Contains("too many alarms wait"));
    command.stop();
    rests();
}

TEST_CASE_METHOD(Fixture, "at the end the command is waited for, until a signal comes") {
    const Error why("a.db is damaged");
    tell_at_the_end(std::nullopt, why);
    tell_at_the_end(script(R"(sleep 0.2; echo "$1" >>$out)"), why);
    CHECK(told() == "not archived: boswelld has ended: a.db is damaged\n");
    const auto began = std::chrono::steady_clock::now();
    tell_at_the_end(script("kill -TERM $PPID; sleep 60"), why);
    CHECK(std::chrono::steady_clock::now() - began < 5s);
}
