// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.hpp"

#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"
#include "cli/help.hpp"
#include "cli/pointer.hpp"
#include "query/query_error.hpp"
#include "view/link_keys.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace boswell::cli {

namespace {

/// "boswell --tz UTC search tea": what stands before the command, the command, what follows.
struct Line {
    std::vector<std::string> before;
    std::string command;  // "" if there is none
    std::vector<std::string> after;
};

}  // namespace

static bool takes_value(const std::string& word) {
    return std::ranges::any_of(common_options, [&word](const Option& option) {
        if (option.argument.empty()) return false;
        return word == fmt::format("--{}", option.name) ||
               (option.letter != 0 && word == fmt::format("-{}", option.letter));
    });
}

static Line take_apart(const std::vector<std::string>& words) {
    Line line;
    auto word = words.begin();
    while (word != words.end() && word->starts_with('-')) {
        const bool two = takes_value(*word) && word + 1 != words.end();
        line.before.insert(line.before.end(), word, word + (two ? 2 : 1));
        word += two ? 2 : 1;
    }
    if (word == words.end()) return line;
    line.command = *word;
    line.after.assign(word + 1, words.end());
    return line;
}

static std::vector<Option> with_common(std::span<const Option> own) {
    std::vector<Option> options(common_options.begin(), common_options.end());
    options.insert(options.end(), own.begin(), own.end());
    return options;
}

static Arguments arguments_for(const Command& command, const Line& line) {
    const auto options = with_common(command.options);
    auto words = line.before;
    words.insert(words.end(), line.after.begin(), line.after.end());
    return parse_arguments(options, words);
}

static void check_operands(const Command& command, const Arguments& arguments) {
    const auto given = arguments.operands().size();
    if (given < command.operands_at_least) {
        throw UsageError("{} needs an argument: {}", command.name, synopsis_of(command));
    }
    if (given > command.operands_at_most) {
        throw UsageError("{} does not take '{}'; try 'boswell help {}'", command.name,
                         arguments.operands()[command.operands_at_most], command.name);
    }
}

static ExitStatus run_command(const Command& command, const Arguments& arguments) {
    Terminal out(arguments);
    if (arguments.has("help")) {
        out.page();
        print_help(command, out);
        out.finish();
        return ExitStatus::done;
    }
    if (!command.prints_records && arguments.has("json"))
        throw UsageError("{} has no --json; try 'boswell help {}'", command.name, command.name);
    check_operands(command, arguments);
    const auto zone = arguments.value("tz");
    Context context{.arguments = arguments,
                    .out = out,
                    .clock = {now(), zone ? TimeZone::named(*zone) : TimeZone::local()},
                    .archive_file = {},
                    .persons = {}};
    std::optional<archive::Reader> reader;
    if (command.needs == Needs::archive) {
        auto configuration = read_configuration(arguments);
        context.archive_file = std::move(configuration.archive);
        context.persons = std::move(configuration.persons);
        context.archive = &reader.emplace(context.archive_file);
        if (!arguments.has(secrets_option.name))
            reader->edit_messages(
                {.message = view::leave_out_link_keys, .copy = view::leave_out_stanza_link_keys});
    }
    const auto status = command.run(context);
    out.finish();
    return status;
}

static ExitStatus run_without_command(const Line& line) {
    const auto arguments = parse_arguments(with_common({&version_option, 1}), line.before);
    Terminal out(arguments);
    if (arguments.has("version")) {
        out.print("boswell {}\n", program_version);
    } else if (arguments.has("help")) {
        print_overview(out);
    } else {
        throw UsageError(
            "no command; 'boswell help' lists them, and 'boswell accounts add "
            "alice@example.org' begins");
    }
    out.finish();
    return ExitStatus::done;
}

static ExitStatus run(const std::vector<std::string>& words) {
    const auto line = take_apart(words);
    if (line.command.empty()) return run_without_command(line);
    const auto& command = command_named(line.command);
    return run_command(command, arguments_for(command, line));
}

int run_program(const std::vector<std::string>& words) noexcept {
    try {
        return static_cast<int>(run(words));
    } catch (const std::exception& error) {
        complain(explain(error));
        if (const auto* wrong = dynamic_cast<const query::QueryError*>(&error))
            std::fputs(pointed_at(wrong->query(), wrong->at()).c_str(), stderr);
        return static_cast<int>(exit_status(error));
    }
}

}  // namespace boswell::cli
