// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signal_descriptor.hpp"

#include "base/error.hpp"

#include <signal.h>
#include <sys/signalfd.h>

namespace boswell::cli {

static sigset_t end_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) ::sigaddset(&signals, signal);
    return signals;
}

static int make() {
    const auto signals = end_signals();
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

SignalDescriptor::SignalDescriptor() : descriptor_(make()) {
    if (!descriptor_) throw Error("signalfd: {}", errno_text());
}

SignalDescriptor::~SignalDescriptor() {
    // One that has come is dealt with: it would end the program now.
    signalfd_siginfo read;
    while (::read(descriptor_.number(), &read, sizeof(read)) > 0) {
    }
    const auto signals = end_signals();
    ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace boswell::cli
