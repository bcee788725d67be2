// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run.hpp"

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace boswell::test {

namespace fs = std::filesystem;

std::string read_all(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

static void redirect(int descriptor, const fs::path& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(126);
}

[[noreturn]] static void execute(const std::vector<std::string>& words,
                                 const ProcessOptions& options) {
    std::vector<std::string> environment = {"HOME=" + options.folder.string(),
                                            "PATH=/usr/bin:/bin"};
    for (const auto& [name, value] : options.added) environment.push_back(name + "=" + value);
    std::vector<char*> envp;
    for (auto& entry : environment) envp.push_back(entry.data());
    envp.push_back(nullptr);
    std::vector<std::string> copies = {"boswell"};
    copies.insert(copies.end(), words.begin(), words.end());
    std::vector<char*> argv;
    for (auto& word : copies) argv.push_back(word.data());
    argv.push_back(nullptr);
    if (::chdir(options.folder.c_str()) != 0) ::_exit(126);
    ::execve(BOSWELL_PROGRAM, argv.data(), envp.data());
    ::_exit(127);
}

[[noreturn]] static void become(const std::vector<std::string>& words,
                                const ProcessOptions& options, const fs::path& out,
                                const fs::path& err) {
    redirect(STDERR_FILENO, err);
    if (options.output == "-") {
        ::close(STDOUT_FILENO);
    } else {
        redirect(STDOUT_FILENO, options.output.empty() ? out : fs::path(options.output));
    }
    execute(words, options);
}

std::string print_on_terminal(const std::vector<std::string>& words, const ProcessOptions& options,
                              unsigned short columns) {
    winsize size{.ws_row = 50, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
    int terminal = -1;
    const auto process = ::forkpty(&terminal, nullptr, nullptr, &size);
    if (process < 0) throw std::runtime_error("cannot fork");
    if (process == 0) execute(words, options);
    std::string out;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;)
        out.append(buffer, static_cast<std::size_t>(got));  // EIO once the program has ended
    ::close(terminal);
    ::waitpid(process, nullptr, 0);
    return out;
}

Running::Running(const std::vector<std::string>& words, const ProcessOptions& options) {
    process_ = ::fork();
    if (process_ < 0) throw std::runtime_error("cannot fork");
    if (process_ == 0) become(words, options, streams_ / "out", streams_ / "err");
}

Running::~Running() {
    if (process_ < 0) return;
    send(SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

bool Running::prints(const std::string& text) const {
    using namespace std::chrono;
    for (const auto end = steady_clock::now() + seconds(20); steady_clock::now() < end;) {
        if (read_all(streams_ / "out").find(text) != std::string::npos) return true;
        std::this_thread::sleep_for(milliseconds(20));
    }
    return false;
}

void Running::send(int signal) const { ::kill(process_, signal); }

Outcome Running::wait() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            read_all(streams_ / "out"), read_all(streams_ / "err")};
}

Outcome run(const std::vector<std::string>& words, const ProcessOptions& options) {
    return Running(words, options).wait();
}

}  // namespace boswell::test
