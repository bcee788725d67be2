// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signal_cleanup.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <string>

namespace boswell::cli {

static constexpr std::array signals = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};

// What the handler needs: it may not allocate.
static std::string file_to_remove;
static std::array<struct sigaction, signals.size()> before;

static void remove_and_end(int signal) {
    ::unlink(file_to_remove.c_str());
    ::raise(signal);  // with its usual effect, once this handler is left
}

SignalCleanup::SignalCleanup(const std::filesystem::path& file) {
    file_to_remove = std::filesystem::absolute(file).string();
    struct sigaction action {};
    action.sa_handler = remove_and_end;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (std::size_t i = 0; i < signals.size(); ++i) {
        ::sigaction(signals[i], &action, &before[i]);
        if (before[i].sa_handler == SIG_IGN) ::sigaction(signals[i], &before[i], nullptr);
    }
}

SignalCleanup::~SignalCleanup() {
    for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before[i], nullptr);
}

}  // namespace boswell::cli
