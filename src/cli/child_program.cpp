// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/child_program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace boswell::cli {

namespace {

/// Ctrl-C is for the child, which has the terminal as well.
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

[[noreturn]] static void become(const std::vector<char*>& argv, bool is_silent) {
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGPIPE, SIG_DFL);
    if (is_silent) {
        const int nothing = ::open("/dev/null", O_RDWR);
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            ::dup2(nothing, stream);
    }
    ::execvp(argv[0], argv.data());
    ::_exit(not_found);
}

static std::optional<int> run(const std::vector<std::string>& words, bool is_silent) {
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const IgnoredInterrupts scope;
    const auto child = ::fork();
    if (child < 0) return std::nullopt;
    if (child == 0) become(argv, is_silent);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return std::nullopt;
    }
    if (WIFSIGNALED(status)) return 128 + WTERMSIG(status);
    if (WEXITSTATUS(status) == not_found) {
        errno = ENOENT;
        return std::nullopt;
    }
    return WEXITSTATUS(status);
}

std::optional<int> run_child(const std::vector<std::string>& words) { return run(words, false); }

std::optional<int> run_child_silently(const std::vector<std::string>& words) {
    return run(words, true);
}

}  // namespace boswell::cli
