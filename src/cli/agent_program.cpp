// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agent_program.hpp"

#include "base/error.hpp"

#include <unistd.h>

#include <filesystem>
#include <system_error>

namespace boswell::cli {

void become_agent(const std::vector<std::string>& arguments) {
    std::string name = "boswelld";
    std::vector<char*> argv{name.data()};
    argv.reserve(arguments.size() + 2);
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    std::error_code unknown;
    const auto own = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (!unknown) ::execv((own.parent_path() / name).c_str(), argv.data());
    ::execvp(name.c_str(), argv.data());
    throw Error("cannot run boswelld: {}; install it beside boswell or into a folder of $PATH",
                errno_text());
}

}  // namespace boswell::cli
