// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/command_output.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace boswell::agent {

namespace {

using Clock = std::chrono::steady_clock;

/// A running child with a pipe from its stdout; killed and waited for at the end of the scope.
class Child {
public:
    explicit Child(const std::vector<std::string>& arguments);
    ~Child() {
        ::close(output_);
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            wait();
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    int output() const { return output_; }
    int wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return status;
    }

private:
    pid_t pid_ = -1;
    int output_ = -1;
};

Child::Child(const std::vector<std::string>& arguments) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        throw Error("cannot run {}: {}", arguments.front(), std::generic_category().message(errno));
    }
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    const int failure = ::posix_spawnp(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
    if (failure != 0) {
        ::close(output_);
        throw Error("cannot run {}: {}", arguments.front(),
                    std::generic_category().message(failure));
    }
}

}  // namespace

/// False at the end of the output. Waits in short steps, so that a stop is noticed.
static bool read_some(int output, std::string& text, const std::string& program) {
    pollfd ready{output, POLLIN, 0};
    if (::poll(&ready, 1, 100) <= 0) return true;
    char buffer[4096];
    const auto count = ::read(output, buffer, sizeof buffer);
    if (count < 0 && errno != EINTR && errno != EAGAIN) {
        throw Error("cannot read from {}: {}", program, std::generic_category().message(errno));
    }
    if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
    return count != 0;
}

std::string command_output(const std::vector<std::string>& arguments, const CommandLimits& limits,
                           const std::stop_token& stop) {
    const auto& program = arguments.front();
    Child child(arguments);
    const auto deadline = Clock::now() + limits.timeout;
    std::string text;
    while (read_some(child.output(), text, program)) {
        if (text.size() > limits.bytes)
            throw Error("{} prints more than {} bytes", program, limits.bytes);
        if (Clock::now() > deadline)
            throw Error("{} did not end within {} ms", program, limits.timeout.count());
        if (stop.stop_requested()) throw Error("{} was ended, since we are stopping", program);
    }
    const int status = child.wait();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return text;
    if (WIFEXITED(status)) throw Error("{} ended with status {}", program, WEXITSTATUS(status));
    throw Error("{} was killed by signal {}", program, WTERMSIG(status));
}

}  // namespace boswell::agent
