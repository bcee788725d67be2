// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signal_cleanup.hpp"

#include "cli/progress.hpp"
#include "support/temp_dir.hpp"

#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;

/// How a process ended that met the signal in the midst of its work, on a terminal.
static int ended_by(int signal, const std::filesystem::path& file) {
    int terminal = -1;
    const auto process = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    REQUIRE(process >= 0);
    if (process == 0) {
        ::signal(signal, SIG_DFL);
        const cli::SignalCleanup scope(file);
        std::ofstream(file) << "half of it";
        static constexpr cli::Option options[] = {{0, "no-progress", ""}};
        const cli::Progress progress(cli::parse_arguments(options, {}), 100);
        ::raise(signal);
        ::_exit(0);
    }
    char buffer[64];
    while (::read(terminal, buffer, sizeof buffer) > 0) continue;
    ::close(terminal);
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST_CASE("what is half made is removed by Ctrl-C and other signals, beside a bar, too") {
    const test::TempDir folder;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGXFSZ}) {
        CHECK(ended_by(signal, folder / "half") == signal);
        CHECK_FALSE(std::filesystem::exists(folder / "half"));
    }
}

TEST_CASE("a signal that is ignored stays ignored, and removes nothing") {
    const test::TempDir folder;
    const auto before = ::signal(SIGHUP, SIG_IGN);
    {
        const cli::SignalCleanup scope(folder / "whole");
        std::ofstream(folder / "whole") << "all of it";
        ::raise(SIGHUP);
    }
    ::signal(SIGHUP, before);
    CHECK(std::filesystem::exists(folder / "whole"));
}
