// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/run.hpp"

#include <fmt/core.h>

#include <catch2/catch.hpp>

#include <pty.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace boswell::test {

namespace fs = std::filesystem;

inline unsigned mode_of(const fs::path& file) {
    struct stat status {};
    ::stat(file.c_str(), &status);
    return status.st_mode & 07777u;
}

/// A home where boswelld is a script that ends with the status in the file "status", having copied
/// the configuration that it was to try.
struct Home {
    Home() {
        fs::create_directories(folder / "bin");
        fs::copy_file(BOSWELL_PROGRAM, folder / "bin" / "boswell");
        std::ofstream(folder / "bin" / "boswelld")
            << "#!/bin/sh\ncp \"${1#--config=}\" \"$HOME/tried\"\nread -r status <\"$HOME/"
               "status\"\nexit \"$status\"\n";
        fs::permissions(folder / "bin" / "boswelld", fs::perms::owner_all);
        answers(0);
    }
    void answers(int status) const { std::ofstream(folder / "status") << status << '\n'; }
    fs::path configuration() const { return folder / ".config" / "boswell" / "boswell.toml"; }
    std::string text() const { return read_all(configuration()); }
    void has(const std::string& text) const {
        fs::create_directories(configuration().parent_path());
        std::ofstream(configuration()) << text;
    }
    /// What the shell makes of such words, its input being `typed`.
    Outcome accounts(const std::string& words, const std::string& typed = "O Romeo!") const {
        const auto out = (folder / "out").string();
        const auto status = std::system(
            fmt::format("printf '%s\\n' '{}' | env -i PATH=/usr/bin:/bin 'HOME={}' '{}' accounts "
                        "{} >'{}' 2>&1",
                        typed, folder.path().string(), (folder / "bin" / "boswell").string(), words,
                        out)
                .c_str());
        return {.status = WEXITSTATUS(status), .out = read_all(out), .err = {}};
    }
    std::set<std::string> files() const {
        std::set<std::string> names;
        if (!fs::exists(configuration().parent_path())) return names;
        for (const auto& entry : fs::directory_iterator(configuration().parent_path()))
            names.insert(entry.path().filename().string());
        return names;
    }
    TempDir folder;
};

/// `boswell` with these words, on a terminal of its own.
struct OnTerminal {
    OnTerminal(const Home& home, std::vector<std::string> words) {
        process = ::forkpty(&terminal, nullptr, nullptr, nullptr);
        REQUIRE(process >= 0);
        if (process > 0) return;
        ::signal(SIGHUP, SIG_DFL);  // which nohup(1) has ignored, and what it starts inherits
        const auto program = (home.folder / "bin" / "boswell").string();
        std::vector<char*> argv{const_cast<char*>(program.c_str())};
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        const auto home_is = "HOME=" + home.folder.path().string();
        char* environment[] = {const_cast<char*>("PATH=/usr/bin:/bin"),
                               const_cast<char*>(home_is.c_str()), nullptr};
        ::execve(program.c_str(), argv.data(), environment);
        ::_exit(127);
    }
    ~OnTerminal() { ::close(terminal); }
    void types(const std::string& line) const {
        const auto typed = line + '\n';
        REQUIRE(::write(terminal, typed.data(), typed.size()) ==
                static_cast<ssize_t>(typed.size()));
    }
    void shows(const std::string& text) {
        char piece[256];
        while (shown.find(text) == shown.npos) {
            const auto count = ::read(terminal, piece, sizeof piece);
            REQUIRE(count > 0);
            shown.append(piece, static_cast<std::size_t>(count));
        }
    }
    bool echoes() const {
        termios settings{};
        REQUIRE(::tcgetattr(terminal, &settings) == 0);
        return (settings.c_lflag & ECHO) != 0;
    }
    /// It waits for what is typed: readpassphrase(3) would miss a signal just before that.
    void waits() const {
        const auto status = fmt::format("/proc/{}/status", process);
        while (read_all(status).find("State:\tS") == std::string::npos) ::usleep(10'000);
    }
    /// The signal that ended it.
    int ended_by(int signal) const {
        REQUIRE(::kill(process, signal) == 0);
        int status = 0;
        REQUIRE(::waitpid(process, &status, 0) == process);
        return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }
    pid_t process = -1;
    int terminal = -1;
    std::string shown;
};

}  // namespace boswell::test
