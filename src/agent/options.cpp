// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/options.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <cxxopts.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace boswell::agent {

static constexpr std::array<std::string_view, 15> names{
    "--config",  "--archive",       "--check", "--once",  "--help",
    "--version", "--verbose",       "--quiet", "--probe", "--authorize",
    "--account", "--password-file", "--host",  "--port",  "--ca-file"};

static cxxopts::Options description(Options& options) {
    cxxopts::Options table("boswelld", "");
    const auto text = [](std::string& into) { return cxxopts::value(into); };
    table.add_options()("config", "", text(options.config))("archive", "", text(options.archive))(
        "check", "", cxxopts::value(options.check))("once", "", cxxopts::value(options.once))(
        "h,help", "", cxxopts::value(options.help))("version", "", cxxopts::value(options.version))(
        "v,verbose", "")("q,quiet", "", cxxopts::value(options.quiet))(
        "probe", "", text(options.probe))("authorize", "", text(options.authorize))(
        "account", "", text(options.account))("password-file", "", text(options.password_file))(
        "host", "", text(options.host))("port", "", cxxopts::value(options.port))(
        "ca-file", "", text(options.ca_file))("rest", "",
                                              cxxopts::value<std::vector<std::string>>());
    table.parse_positional({"rest"});
    return table;
}

static void require_sense(const Options& options) {
    const bool has_account_options = !options.password_file.empty() || !options.host.empty() ||
                                     options.port != 0 || !options.ca_file.empty();
    if (options.account.empty() && has_account_options) {
        throw UsageError(
            "--password-file, --host, --port and --ca-file go with --account; see boswelld --help");
    }
    if (!options.account.empty() && options.password_file.empty()) {
        throw UsageError("--account needs --password-file FILE, whose first line is the password");
    }
    if (!options.account.empty() && !options.config.empty()) {
        throw UsageError("--account runs without a configuration file; leave out --config");
    }
    if (!options.authorize.empty() && !(options.account.empty() && options.probe.empty())) {
        throw UsageError("--authorize goes with neither --account nor --probe");
    }
    if (options.port != 0 && options.host.empty()) throw UsageError("--port goes with --host");
}

Options parse_options(int count, const char* const* words) {
    Options options;
    auto table = description(options);
    try {
        const auto result = table.parse(count, words);
        options.verbosity = static_cast<int>(result.count("verbose"));
        if (result.count("rest") > 0) {
            throw UsageError("unexpected argument '{}'; see boswelld --help",
                             result["rest"].as<std::vector<std::string>>().front());
        }
    } catch (const cxxopts::exceptions::no_such_option&) {
        for (int i = 1; i < count; ++i) {
            const std::string_view word(words[i]);
            const auto name = word.substr(0, word.find('='));
            const auto near = nearest(name, names);
            const bool known = std::find(names.begin(), names.end(), name) != names.end();
            if (!name.starts_with("--") || known) continue;
            throw UsageError(
                "unknown option '{}'{}", name,
                near.empty() ? "; see boswelld --help" : fmt::format("; did you mean {}?", near));
        }
        throw UsageError("unknown option; see boswelld --help");
    } catch (const cxxopts::exceptions::exception& error) {
        throw UsageError("{}; see boswelld --help", error.what());
    }
    require_sense(options);
    return options;
}

}  // namespace boswell::agent
