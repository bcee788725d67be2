// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/command_output.hpp"

#include "base/descriptor_limit.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/resource.h>
#include <thread>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;

static std::string output_of_shell(const std::string& script,
                                   const CommandLimits& limits = {100, 10s}) {
    return command_output({"sh", "-c", script}, limits);
}

/// How long something takes that throws an Error with these words.
template <typename Action>
static std::chrono::steady_clock::duration time_to_fail(Action action, const std::string& words) {
    const auto began = std::chrono::steady_clock::now();
    CHECK_THROWS_WITH(action(), Catch::Contains(words));
    return std::chrono::steady_clock::now() - began;
}

TEST_CASE("all that a program prints is its output, whatever it prints to") {
    CHECK(output_of_shell("printf 'one\\ntwo'; printf three >&2") == "one\ntwo");
    CHECK(output_of_shell("").empty());
    CHECK(output_of_shell("cat").empty());  // there is no stdin
}

TEST_CASE("a program reads the whole input and then its end, or nothing of it") {
    const std::string input(200'000, 'x');
    const auto run = [&](const std::string& script) {
        return command_output({"sh", "-c", script}, {100, 10s}, {}, input);
    };
    CHECK(run("wc -c") == "200000\n");
    CHECK(run("exec <&-; echo done") == "done\n");
}

TEST_CASE("a program may open as many files as it could have without us") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit small{77, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &small) == 0);
    raise_descriptor_limit();
    CHECK(output_of_shell("ulimit -S -n") == "77\n");
    CHECK(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}

TEST_CASE("a program that fails is named with its status or signal") {
    CHECK_THROWS_WITH(output_of_shell("echo secret; exit 3"), "sh ended with status 3");
    CHECK_THROWS_WITH(output_of_shell("kill -9 $$"), "sh was killed by signal 9");
    CHECK_THROWS_WITH(command_output({"/no/such/program"}, {100, 10s}),
                      Catch::Contains("/no/such/program"));
}

TEST_CASE("as many bytes as are allowed may come, and no more") {
    CHECK(output_of_shell("printf 12345", {5, 10s}) == "12345");
    CHECK_THROWS_WITH(output_of_shell("printf 123456", {5, 10s}), "sh prints more than 5 bytes");
}

TEST_CASE("the time limit holds while a program prints nothing") {
    const auto time = time_to_fail(
        [] {
            output_of_shell("sleep 60", {100, 300ms});
        },
        "within 300 ms");
    CHECK(time >= 300ms);
    CHECK(time < 5s);
}

TEST_CASE("the time limit holds after a program has closed its output") {
    const auto time = time_to_fail(
        [] {
            output_of_shell("exec >&-; sleep 60", {100, 300ms});
        },
        "within 300 ms");
    CHECK(time >= 300ms);
    CHECK(time < 5s);
}

TEST_CASE("a program that closes its output has time to end as it wants") {
    CHECK(output_of_shell("echo word; exec >&-; sleep 0.2") == "word\n");
    CHECK_THROWS_WITH(output_of_shell("exec >&-; sleep 0.2; exit 2"), "sh ended with status 2");
}

TEST_CASE("a stop ends a program, before and after it has closed its output") {
    const std::string script = GENERATE("sleep 60", "exec >&-; sleep 60");
    std::stop_source stop;
    const std::jthread other([&] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    const auto time = time_to_fail(
        [&] {
            command_output({"sh", "-c", script}, {100, 60s}, stop.get_token());
        },
        "stopping");
    CHECK(time < 5s);
}

TEST_CASE("with a program that is killed end those that it has started") {
    const test::TempDir folder;
    const auto file = (folder.path() / "pid").string();
    CHECK_THROWS_AS(output_of_shell("sleep 60 & echo $! > " + file + "; wait", {100, 500ms}),
                    Error);
    const auto pid = std::stoi(read_file(file, 100));
    // Whoever adopts it may take a moment to bury it.
    const auto alive = [&] {
        return read_file("/proc/" + std::to_string(pid) + "/stat", 1000).find(") Z ") ==
               std::string::npos;
    };
    bool ended = false;
    for (int i = 0; i < 500 && !ended; ++i) {
        ended = ::kill(pid, 0) != 0 || !alive();
        std::this_thread::sleep_for(10ms);
    }
    CHECK(ended);
}

TEST_CASE("what a program leaves behind when all is well lives on") {
    const test::TempDir folder;
    const auto file = (folder.path() / "pid").string();
    output_of_shell("sleep 60 >&- 2>&- & echo $! > " + file);
    const auto pid = std::stoi(read_file(file, 100));
    CHECK(::kill(pid, 0) == 0);
    ::kill(pid, SIGKILL);
}

TEST_CASE("a program does not inherit that we ignore a broken pipe") {
    struct Ignoring {
        Ignoring() : before(::signal(SIGPIPE, SIG_IGN)) {}
        ~Ignoring() { ::signal(SIGPIPE, before); }
        sighandler_t before;
    };
    const Ignoring ignoring;
    CHECK_THROWS_WITH(output_of_shell("kill -PIPE $$"), "sh was killed by signal 13");
}
