// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/command_output.hpp"

#include "base/descriptor.hpp"
#include "base/descriptor_limit.hpp"
#include "base/error.hpp"
#include "base/write_all.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <thread>

namespace boswell::agent {

namespace {

using Clock = std::chrono::steady_clock;

/// A running child process with its input in memory and a pipe from its stdout. If it has not ended
/// at the end of the scope, it is killed with all the processes that it has started.
class Child {
public:
    Child(const std::vector<std::string>& arguments, std::string_view input);
    ~Child() {
        ::close(output_);
        if (pid_ > 0) {
            ::kill(-pid_, SIGKILL);
            wait(0);
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    int output() const { return output_; }
    /// Its status, once it has ended.
    std::optional<int> poll() { return wait(WNOHANG); }

private:
    std::optional<int> wait(int flags) {
        int status = 0;
        pid_t ended = 0;
        while ((ended = ::waitpid(pid_, &status, flags)) < 0 && errno == EINTR) {
        }
        if (ended == 0) return std::nullopt;
        pid_ = -1;
        return status;
    }

    pid_t pid_ = -1;
    int output_ = -1;
};

/// The child leads a process group of its own. Signals that we ignore have their default effect on
/// it.
class Attributes {
public:
    Attributes() {
        sigset_t ignored_here;
        ::sigemptyset(&ignored_here);
        ::sigaddset(&ignored_here, SIGPIPE);
        ::sigaddset(&ignored_here, SIGXFSZ);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawnattr_setsigdefault(&attributes_, &ignored_here);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;

    const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

Child::Child(const std::vector<std::string>& arguments, std::string_view input) {
    // Unlike a pipe, a file takes any text at once, whether the child reads it or not.
    const Descriptor source(::memfd_create("input", MFD_CLOEXEC));
    int ends[2];
    if (!source || write_all(source.number(), input) != 0 ||
        ::lseek(source.number(), 0, SEEK_SET) != 0 || ::pipe2(ends, O_CLOEXEC) != 0) {
        throw Error("cannot run {}: {}", arguments.front(), errno_text());
    }
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    Attributes attributes;
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, source.number(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    const int failure = [&] {
        const FormerDescriptorLimit scope;
        return ::posix_spawnp(&pid_, argv[0], &actions, attributes.get(), argv.data(), environ);
    }();
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
    if (failure != 0) {
        ::close(output_);
        throw Error("cannot run {}: {}", arguments.front(), errno_text(failure));
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
        throw Error("cannot read from {}: {}", program, errno_text());
    }
    if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
    return count != 0;
}

static std::string explain_status(const std::string& program, int status) {
    if (WIFEXITED(status))
        return fmt::format("{} ended with status {}", program, WEXITSTATUS(status));
    return fmt::format("{} was killed by signal {}", program, WTERMSIG(status));
}

std::string command_output(const std::vector<std::string>& arguments, const CommandLimits& limits,
                           const std::stop_token& stop, std::string_view input) {
    const auto& program = arguments.front();
    Child child(arguments, input);
    const auto deadline = Clock::now() + limits.timeout;
    const auto check_limits = [&] {
        if (Clock::now() > deadline)
            throw Error("{} did not end within {} ms", program, limits.timeout.count());
        if (stop.stop_requested()) throw Error("{} was ended, since we are stopping", program);
    };
    std::string text;
    while (read_some(child.output(), text, program)) {
        if (text.size() > limits.bytes)
            throw Error("{} prints more than {} bytes", program, limits.bytes);
        check_limits();
    }
    auto status = child.poll();
    for (; !status; status = child.poll()) {
        check_limits();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (*status != 0) throw Error("{}", explain_status(program, *status));
    return text;
}

}  // namespace boswell::agent
