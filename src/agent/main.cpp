// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent.hpp"
#include "agent/alarm_command.hpp"
#include "agent/authorize.hpp"
#include "agent/check.hpp"
#include "agent/options.hpp"
#include "agent/probe.hpp"
#include "agent/usage.hpp"
#include "base/descriptor_limit.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/printable.hpp"
#include "base/standard_streams.hpp"
#include "base/write_all.hpp"
#include "boswelld_help.hpp"

#include <malloc.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <thread>

using namespace boswell;

static constexpr log::Domain domain{"main"};

// Under a sanitizer memory is the sanitizer's, and it has to look at the process.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static constexpr bool keeps_memory_secret = true;

// Passwords pass through many buffers on their way to the server, in libraries too, and what was
// freed would stay readable for as long as the process lives.
void operator delete(void* block) noexcept {
    if (block != nullptr) ::explicit_bzero(block, ::malloc_usable_size(block));
    std::free(block);
}
void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
#else
static constexpr bool keeps_memory_secret = false;
#endif

/// What a turn frees the next one needs again, so a few megabytes are kept: to get them back from
/// the system, page by page, took a quarter of the CPU time of a fetch.
static void keep_freed_memory() {
    ::mallopt(M_TRIM_THRESHOLD, 4 << 20);
    ::mallopt(M_TOP_PAD, 256 << 10);
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

/// Makes sure that no socket gets the file descriptor of a closed stderr, that nobody else may read
/// our files, that a closed pipe and a file-size limit are errors and do not end the process, that
/// we may open as many sockets as the system grants, and that no core file has our passwords.
static void prepare_process() {
    keep_freed_memory();
    occupy_standard_streams();
    ::umask(077);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    if (keeps_memory_secret) ::prctl(PR_SET_DUMPABLE, 0);
    raise_descriptor_limit();
}

namespace {
/// Standard output waits while this is there. The library flushes std::cout at the very end.
class WaitingOutput {
public:
    WaitingOutput() : usual_(std::cout.rdbuf(&buffer_)) {}
    ~WaitingOutput() { std::cout.rdbuf(usual_); }
    WaitingOutput(const WaitingOutput&) = delete;
    WaitingOutput& operator=(const WaitingOutput&) = delete;

private:
    WaitingBuffer buffer_{STDOUT_FILENO};
    std::streambuf* usual_;
};
}  // namespace

/// Like boswell: output that cannot be written is an error, a reader that leaves early is not.
static void print(std::string_view text) {
    errno = 0;
    if (std::cout << text << std::flush) return;
    std::cout.clear();  // whoever prints more finds out for himself
    if (errno != EPIPE) throw Error("cannot write to standard output: {}", errno_text());
}

static agent::Config config_of_account(const agent::Options& options) {
    agent::AccountConfig account;
    account.jid = Jid::of(options.account);
    if (account.jid.localpart().empty() || !account.jid.is_bare()) {
        throw UsageError("'{}' is not an account; one looks like alice@example.org",
                         options.account);
    }
    account.password = {agent::PasswordSource::File{options.password_file}};
    account.host = options.host;
    account.port = options.port;
    account.ca_file = options.ca_file;
    return {.archive = {}, .accounts = {account}};
}

static const agent::AccountConfig& account_of(const agent::Config& config, const std::string& jid) {
    const auto wanted = Jid::of(jid);
    for (const auto& account : config.accounts) {
        if (account.jid == wanted) return account;
    }
    throw UsageError("the configuration has no account {}", wanted.str());
}

static ExitStatus tell(const std::vector<std::string>& faults, const agent::Config& config,
                       const std::filesystem::path& archive) {
    for (const auto& fault : faults) std::cerr << "boswelld: " << printable(fault) << '\n';
    if (!faults.empty()) return ExitStatus::configuration_or_archive;
    print(fmt::format("the configuration is valid: {} account{}, archive {}\n",
                      config.accounts.size(), config.accounts.size() == 1 ? "" : "s",
                      archive.string()));
    return ExitStatus::done;
}

/// Tells all that is wrong with a configuration file, and with what it names.
static ExitStatus check(const agent::Options& options, const std::function<agent::Config()>& read) {
    agent::Config config;
    std::vector<std::string> faults;
    try {
        config = read();
    } catch (const agent::ConfigFaults& found) {
        config = found.rest;
        faults = found.all;
    }
    const auto archive = agent::archive_path(options.archive, config);
    const auto others = agent::find_faults(config, archive);
    faults.insert(faults.end(), others.begin(), others.end());
    return tell(faults, config, archive);
}

static ExitStatus keep_archive(agent::AgentOptions options) {
    const auto alarm = options.once ? std::nullopt : options.config.alarm;
    std::optional<agent::Agent> agent;
    try {
        agent.emplace(std::move(options));
    } catch (const archive::Damaged& error) {
        agent::tell_at_the_end(alarm, error);
        throw;
    }
    const auto status = agent->run();
    // All is stored. A session that hangs cannot be destroyed while it does.
    if (agent->is_overdue()) std::_Exit(static_cast<int>(status));
    return status;
}

/// What the command line says goes before the configuration.
static log::Level log_level(const agent::Options& options, const agent::LogConfig& config) {
    if (options.quiet) return log::Level::error;
    if (options.verbosity > 1) return log::Level::debug;
    if (options.verbosity == 1) return log::Level::info;
    // What cron mails is what went wrong.
    if (options.once && config.file.empty()) return log::Level::warning;
    return config.level.value_or(log::Level::notice);
}

static void set_log(const agent::Options& options, const agent::LogConfig& config) {
    log::use_file(config.file);
    log::set_level(log_level(options, config));
}

static ExitStatus run(const agent::Options& options) {
    if (options.help) {
        print(agent::usage(agent_help::files[0].text));
        return ExitStatus::done;
    }
    if (options.version) {
        print("boswelld " BOSWELL_VERSION "\n");
        return ExitStatus::done;
    }
    std::function<agent::Config()> read;
    if (options.account.empty()) {
        read = [file = agent::find_config(options.config)] { return agent::read_config(file); };
    }
    if (options.check && read) return check(options, read);
    auto config = read ? read() : config_of_account(options);
    const auto archive = agent::archive_path(options.archive, config);
    if (options.check) return tell(agent::find_faults(config, archive), config, archive);
    if (!options.probe.empty()) {
        agent::probe(account_of(config, options.probe), archive, std::cout);
        return ExitStatus::done;
    }
    if (!options.authorize.empty()) {
        agent::authorize(account_of(config, options.authorize), std::cout,
                         [](std::chrono::seconds time) { std::this_thread::sleep_for(time); });
        return ExitStatus::done;
    }
    set_log(options, config.log);
    log::info(domain, "boswelld " BOSWELL_VERSION ", {}, archive {}",
              read ? "configuration " + agent::find_config(options.config).string()
                   : "without a configuration file",
              archive.string());
    std::function<agent::Config()> read_again;
    if (read) {
        read_again = [read, options] {
            auto again = read();
            set_log(options, again.log);
            return again;
        };
    }
    return keep_archive({.archive = archive,
                         .config = std::move(config),
                         .once = options.once,
                         .read_config = read_again});
}

int main(int count, char** words) {
    try {
        prepare_process();
        const WaitingOutput output;
        const auto options = agent::parse_options(count, words);
        log::set_level(log_level(options, {}));
        const auto status = run(options);
        print("");  // what was written in pieces
        return static_cast<int>(status);
    } catch (const std::exception& error) {
        std::cerr << "boswelld: " << printable(explain(error)) << '\n';
        return static_cast<int>(exit_status(error));
    }
}
