// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agent_start.hpp"

#include "archive/lock.hpp"
#include "base/file.hpp"
#include "cli/child_program.hpp"
#include "cli/configuration.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

namespace boswell::cli {

/// The boswelld that has the archive; 0 if it is another program, or another user's.
static pid_t running_agent(const std::filesystem::path& archive) {
    const auto process = archive::lock_holder(archive);
    if (process <= 0 || ::kill(static_cast<pid_t>(process), 0) != 0) return 0;
    std::ifstream name(fmt::format("/proc/{}/comm", process));
    std::string program;
    std::getline(name, program);
    return program == "boswelld" ? static_cast<pid_t>(process) : 0;
}

static void ask_for_reload(const Arguments& arguments, const std::filesystem::path& archive) {
    const auto process = running_agent(archive);
    if (process == 0) return complain("the running boswelld has to read it: send it SIGHUP");
    const auto question =
        fmt::format("boswelld runs (process {}). Have it read the configuration again?", process);
    if (ask(arguments, question, true) && ::kill(process, SIGHUP) == 0)
        return complain("done; 'boswell status' shows the accounts");
    complain(fmt::format("the running boswelld has to read it: kill -HUP {}", process));
}

bool offer_reload(const Arguments& arguments) {
    const auto archive = read_configuration(arguments).archive;
    if (!archive::is_locked(archive)) return false;
    ask_for_reload(arguments, archive);
    return true;
}

/// systemctl, for the manager that has the service of this configuration.
static std::vector<std::string> systemctl(const std::filesystem::path& file,
                                          const std::vector<std::string>& words) {
    std::vector<std::string> all{"systemctl"};
    const bool is_machines = ::geteuid() == 0 && file.string().starts_with("/etc/");
    if (!is_machines) all.emplace_back("--user");
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

static bool is_usual(const Arguments& arguments, const std::filesystem::path& file) {
    if (arguments.value("archive") || arguments.value("config"))
        return file.string().starts_with("/etc/");
    return true;
}

void offer_start(const Arguments& arguments, const std::filesystem::path& file) {
    if (offer_reload(arguments)) return;
    const bool has_service = is_usual(arguments, file) &&
                             run_child_silently(systemctl(file, {"cat", "boswelld.service"})) == 0;
    if (has_service &&
        ask(arguments, "Start boswelld now, and at every start of the system?", true)) {
        if (run_child(systemctl(file, {"enable", "--now", "boswelld.service"})) == 0)
            return complain("boswelld runs; 'boswell status' shows the accounts");
        complain("the service could not be started");
    }
    complain("start the archiving with 'boswelld'");
}

}  // namespace boswell::cli
