// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signal_cleanup.hpp"

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

namespace boswell::cli {

static constexpr std::array signals = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};

// What the handler needs: it may not allocate.
static std::vector<std::string> files_to_remove;
static pid_t child_to_end = 0;
static bool is_in_scope = false;
static std::array<struct sigaction, signals.size()> before;

static void give_back() noexcept {
    for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before[i], nullptr);
}

/// Waits until the child has ended, since it may make a file that is to be removed.
static void end_child() noexcept {
    if (child_to_end == 0) return;
    ::kill(child_to_end, SIGTERM);
    static constexpr timespec step{0, 20'000'000};
    for (int patience = 100; patience > 0; --patience) {
        if (::waitpid(child_to_end, nullptr, WNOHANG) != 0) return;
        ::nanosleep(&step, nullptr);
    }
    ::kill(child_to_end, SIGKILL);
    ::waitpid(child_to_end, nullptr, 0);
}

static void remove_and_end(int signal) {
    end_child();
    for (const auto& file : files_to_remove) ::unlink(file.c_str());
    give_back();
    ::raise(signal);  // with the effect that it had, once this handler is left
}

SignalCleanup::SignalCleanup() {
    files_to_remove.clear();
    is_in_scope = true;
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

SignalCleanup::SignalCleanup(const std::filesystem::path& database) : SignalCleanup() {
    for (const auto* suffix : {"", "-journal", "-wal", "-shm"}) add(database.string() + suffix);
}

SignalCleanup::~SignalCleanup() {
    give_back();
    is_in_scope = false;
}

void SignalCleanup::add(const std::filesystem::path& file) {
    const HeldSignals scope;
    files_to_remove.push_back(std::filesystem::absolute(file).string());
}

bool SignalCleanup::is_on() { return is_in_scope; }

void SignalCleanup::set_child(pid_t child) { child_to_end = child; }

void SignalCleanup::leave() {
    if (is_in_scope) give_back();
}

HeldSignals::HeldSignals() {
    sigset_t held;
    ::sigemptyset(&held);
    for (const int signal : signals) ::sigaddset(&held, signal);
    ::pthread_sigmask(SIG_BLOCK, &held, &before_);
}

HeldSignals::~HeldSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace boswell::cli
