// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agent_program.hpp"

#include "base/error.hpp"
#include "cli/child_program.hpp"

#include <unistd.h>

#include <filesystem>
#include <system_error>

namespace boswell::cli {

static std::string agent_program() {
    std::error_code unknown;
    const auto own = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const auto beside = own.parent_path() / "boswelld";
    return !unknown && ::access(beside.c_str(), X_OK) == 0 ? beside.string() : "boswelld";
}

[[noreturn]] static void throw_missing() {
    throw Error("cannot run boswelld: {}; install it beside boswell or into a folder of $PATH",
                errno_text());
}

void become_agent(const std::vector<std::string>& arguments) {
    auto name = agent_program();
    std::vector<char*> argv{name.data()};
    argv.reserve(arguments.size() + 2);
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    ::execvp(name.c_str(), argv.data());
    throw_missing();
}

int run_agent(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{agent_program()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const auto status = run_child(words);
    if (!status) throw_missing();
    return *status;
}

}  // namespace boswell::cli
