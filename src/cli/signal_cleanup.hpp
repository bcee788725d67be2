// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <filesystem>

namespace boswell::cli {

/// A scope in which SIGHUP, SIGINT, SIGQUIT, SIGTERM, and SIGXFSZ where files may not be so large,
/// end the child and remove files before they end the program. The files would be left half made
/// otherwise. One at a time.
class SignalCleanup {
public:
    /// Removes nothing yet.
    SignalCleanup();
    /// Removes a database, with what SQLite may have beside it.
    explicit SignalCleanup(const std::filesystem::path& database);
    ~SignalCleanup();
    SignalCleanup(const SignalCleanup&) = delete;
    SignalCleanup& operator=(const SignalCleanup&) = delete;

    /// Removes this file, too. So that another program's file is never removed, and ours always,
    /// the signals are held from before the file is made.
    void add(const std::filesystem::path& file);

    static bool is_on();
    /// The child that is ended; 0 for none. The signals are held from before it is started, and
    /// again from before its number may be another process's.
    static void set_child(pid_t child);
    /// In a child, before it becomes another program: the signals have the effect that they had.
    static void leave();
};

/// A scope in which those signals wait.
class HeldSignals {
public:
    HeldSignals();
    ~HeldSignals();
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

private:
    sigset_t before_{};
};

}  // namespace boswell::cli
