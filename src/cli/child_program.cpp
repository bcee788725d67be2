// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/child_program.hpp"

#include "base/descriptor_limit.hpp"
#include "cli/signal_cleanup.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace boswell::cli {

namespace {

/// Ctrl-C is for the child alone, which has the terminal as well.
class IgnoredInterrupts {
public:
    IgnoredInterrupts() : usual_(::signal(SIGINT, SIG_IGN)) {}
    ~IgnoredInterrupts() { ::signal(SIGINT, usual_); }
    IgnoredInterrupts(const IgnoredInterrupts&) = delete;
    IgnoredInterrupts& operator=(const IgnoredInterrupts&) = delete;

private:
    void (*usual_)(int);
};

}  // namespace

static constexpr int not_found = 127;

/// `failure` gets errno if the program cannot be started.
[[noreturn]] static void become(const std::vector<char*>& argv, bool is_silent, int failure = -1) {
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGPIPE, SIG_DFL);
    if (is_silent) {
        const int nothing = ::open("/dev/null", O_RDWR);
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            ::dup2(nothing, stream);
    }
    ::execvp(argv[0], argv.data());
    const int error = errno;
    if (failure >= 0 && ::write(failure, &error, sizeof(error)) < 0) ::_exit(not_found);
    ::_exit(not_found);
}

/// As execvp() wants them.
static std::vector<char*> pointers_to(const std::vector<std::string>& words) {
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    return argv;
}

static std::optional<int> wait_for(pid_t child) {
    siginfo_t end;
    while (::waitid(P_PID, static_cast<id_t>(child), &end, WEXITED | WNOWAIT) < 0) {
        if (errno != EINTR) return std::nullopt;
    }
    const HeldSignals scope;
    SignalCleanup::set_child(0);
    int status = 0;
    if (::waitpid(child, &status, 0) < 0) return std::nullopt;
    return status;
}

static std::optional<int> run(const std::vector<std::string>& words, bool is_silent) {
    const auto argv = pointers_to(words);
    std::optional<IgnoredInterrupts> scope;
    if (!SignalCleanup::is_on()) scope.emplace();
    std::optional<HeldSignals> held(std::in_place);
    const auto child = ::fork();
    if (child < 0) return std::nullopt;
    if (child == 0) {
        SignalCleanup::leave();
        held.reset();
        become(argv, is_silent);
    }
    SignalCleanup::set_child(child);
    held.reset();
    const auto waited = wait_for(child);
    if (!waited) return std::nullopt;
    const int status = *waited;
    if (WIFSIGNALED(status)) return 128 + WTERMSIG(status);
    if (WEXITSTATUS(status) == not_found) {
        errno = ENOENT;
        return std::nullopt;
    }
    return WEXITSTATUS(status);
}

bool start_detached(const std::vector<std::string>& words) {
    const auto argv = pointers_to(words);
    int failure[2];
    if (::pipe2(failure, O_CLOEXEC) != 0) return false;
    const FormerDescriptorLimit limit;
    const auto child = ::fork();
    if (child == 0) {
        // The grandchild belongs to init, so that nobody has to wait for it.
        ::setsid();
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        if (::fork() > 0) ::_exit(0);
        become(argv, true, failure[1]);
    }
    ::close(failure[1]);
    int error = 0;
    if (child > 0) wait_for(child);
    const bool failed = child < 0 || ::read(failure[0], &error, sizeof(error)) > 0;
    ::close(failure[0]);
    if (error != 0) errno = error;
    return !failed;
}

std::optional<int> run_child(const std::vector<std::string>& words) { return run(words, false); }

std::optional<int> run_child_silently(const std::vector<std::string>& words) {
    return run(words, true);
}

}  // namespace boswell::cli
