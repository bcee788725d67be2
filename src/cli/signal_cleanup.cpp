// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signal_cleanup.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <string>

namespace boswell::cli {

static constexpr std::array signals = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};

// What the handler needs: it may not allocate. SQLite may have a journal beside the file.
static std::array<std::string, 4> files_to_remove;
static std::array<struct sigaction, signals.size()> before;

static void give_back() noexcept {
    for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before[i], nullptr);
}

static void remove_and_end(int signal) {
    for (const auto& file : files_to_remove) ::unlink(file.c_str());
    give_back();
    ::raise(signal);  // with the effect that it had, once this handler is left
}

SignalCleanup::SignalCleanup(const std::filesystem::path& file) {
    const auto name = std::filesystem::absolute(file).string();
    files_to_remove = {name, name + "-journal", name + "-wal", name + "-shm"};
    // Without SA_RESETHAND, with which a signal that is sent twice at once, as timeout(1) does,
    // may end the program before the handler runs.
    struct sigaction action {};
    action.sa_handler = remove_and_end;
    ::sigfillset(&action.sa_mask);
    for (std::size_t i = 0; i < signals.size(); ++i) {
        ::sigaction(signals[i], &action, &before[i]);
        if (before[i].sa_handler == SIG_IGN) ::sigaction(signals[i], &before[i], nullptr);
    }
}

SignalCleanup::~SignalCleanup() { give_back(); }

}  // namespace boswell::cli
