// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.hpp"

#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <thread>

using namespace boswell;
using namespace std::chrono_literals;

/// What the work writes to a terminal that is its standard error.
static std::string shown(const std::function<void()>& work) {
    int terminal = -1;
    const auto process = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    REQUIRE(process >= 0);
    if (process == 0) {
        work();
        ::_exit(0);
    }
    std::string out;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;)
        out.append(buffer, static_cast<std::size_t>(got));  // EIO at the end of the process
    ::close(terminal);
    ::waitpid(process, nullptr, 0);
    return out;
}

static cli::Arguments arguments(const std::vector<std::string>& words = {}) {
    static constexpr cli::Option options[] = {{0, "no-progress", ""}};
    return cli::parse_arguments(options, words);
}

static void advance(cli::Progress& progress, int count) {
    for (int i = 0; i < count; ++i) progress.advance();
}

static constexpr const char* cleared = "\r\x1b[K";

TEST_CASE("Ctrl-C takes the bar away, and ends the program by that signal") {
    int terminal = -1;
    const auto process = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    REQUIRE(process >= 0);
    if (process == 0) {
        ::signal(SIGINT, SIG_DFL);
        cli::Progress progress(arguments(), 100);
        ::raise(SIGINT);
        ::_exit(0);
    }
    std::string out;
    char buffer[64];
    for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;)
        out.append(buffer, static_cast<std::size_t>(got));
    ::close(terminal);
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    CHECK(out == cleared);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGINT));
}

TEST_CASE("work that is done within half a second shows no bar") {
    CHECK(shown([] {
              cli::Progress progress(arguments(), 100, "messages");
              progress.advance_to(100);
          }) == cleared);
}

TEST_CASE("a bar shows how far longer work has come, at most ten times a second, and disappears") {
    CHECK(shown([] {
              cli::Progress progress(arguments(), 128, "messages");
              std::this_thread::sleep_for(550ms);
              advance(progress, 64);
              advance(progress, 64);  // at once: too early for another look
              std::this_thread::sleep_for(150ms);
              progress.advance_to(1000);  // more than was announced
          }) ==
          "\r\x1b[K[###############...............]  50% 64 messages"
          "\r\x1b[K[##############################] 100% 1000 messages"
          "\r\x1b[K");
}

TEST_CASE("the clock is looked at once in 64 steps") {
    CHECK(shown([] {
              cli::Progress progress(arguments(), 63, "steps");
              std::this_thread::sleep_for(550ms);
              advance(progress, 63);
          }) == cleared);
}

TEST_CASE("work of which nothing is to be done has a bar that is full as soon as it moves") {
    CHECK(shown([] {
              cli::Progress progress(arguments(), 0, "KiB");
              std::this_thread::sleep_for(550ms);
              progress.advance_to(1);
          }) == "\r\x1b[K[##############################] 100% 1 KiB\r\x1b[K");
}

TEST_CASE("nobody who does not want a bar gets one") {
    CHECK(shown([] {
              cli::Progress progress(arguments({"--no-progress"}), 100, "messages");
              std::this_thread::sleep_for(550ms);
              progress.advance_to(50);
          }).empty());
}
