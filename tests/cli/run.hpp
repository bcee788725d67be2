// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace boswell::test {

struct Outcome {
    int status = -1;
    std::string out;
    std::string err;
};

/// How the program is started, besides its arguments.
struct ProcessOptions {
    std::filesystem::path folder;              ///< where it runs, and its HOME
    std::map<std::string, std::string> added;  ///< to an otherwise empty environment
    std::string output = {};                   ///< a file for stdout; "-" leaves stdout closed
};

/// The program boswell while it runs. It is killed at the end of the scope.
class Running {
public:
    Running(const std::vector<std::string>& words, const ProcessOptions& options);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    /// True as soon as `text` was written to stdout, false if that takes longer than 20 s.
    bool prints(const std::string& text) const;
    void send(int signal) const;
    Outcome wait();

private:
    TempDir streams_;
    int process_ = -1;
};

/// Runs the program boswell and waits for it.
Outcome run(const std::vector<std::string>& words, const ProcessOptions& options);

/// What the program boswell prints on a terminal that is so many columns wide, line feeds as they
/// come there.
std::string print_on_terminal(const std::vector<std::string>& words, const ProcessOptions& options,
                              unsigned short columns);

std::string read_all(const std::filesystem::path& path);

}  // namespace boswell::test
