// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// How the program is started beside its words.
struct Surroundings {
    std::filesystem::path folder;              ///< where it runs, and its HOME
    std::map<std::string, std::string> added;  ///< to an otherwise empty environment
    std::string output = {};                   ///< a file for stdout; "-" leaves stdout closed
};

/// Runs the program boswell and waits for it.
Outcome run(const std::vector<std::string>& words, const Surroundings& surroundings);

std::string read_all(const std::filesystem::path& path);

}  // namespace boswell::test
