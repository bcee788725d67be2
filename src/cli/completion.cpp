// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.hpp"

#include "archive/reader.hpp"
#include "base/printable.hpp"
#include "cli/common_options.hpp"
#include "cli/configuration.hpp"
#include "cli/help.hpp"
#include "cli/option_values.hpp"
#include "query/fields.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace boswell::cli {

namespace {

/// An unfinished command line, as far as it can be understood.
struct Unfinished {
    const Command* command = nullptr;
    const Option* awaited = nullptr;  ///< the last word is the value of this option
    bool only_operands = false;       ///< behind "--"
    std::size_t operands = 0;         ///< before the last word
    std::vector<std::string> common;  ///< --archive and --config with their values
};

}  // namespace

static const Command* find_command(const std::string& name) {
    const auto all = commands();
    const auto found = std::ranges::find(all, name, &Command::name);
    return found == all.end() ? nullptr : *found;
}

static std::vector<const Option*> options_of(const Command* command) {
    std::vector<const Option*> options;
    options.reserve(std::size(common_options) + 1);
    for (const auto& option : common_options) options.push_back(&option);
    if (command == nullptr) options.push_back(&version_option);
    if (command != nullptr)
        for (const auto& option : command->options) options.push_back(&option);
    return options;
}

/// The option that such a word is, if its value is to be the next word.
static const Option* awaiting(const std::string& word, const Command* command) {
    for (const auto* option : options_of(command)) {
        if (option->argument.empty()) continue;
        if (word == "--" + std::string(option->name)) return option;
        const bool letters = word.size() >= 2 && word[0] == '-' && word[1] != '-';
        if (letters && option->letter != 0 && word.back() == option->letter) return option;
    }
    return nullptr;
}

static Unfinished understand(const std::vector<std::string>& words) {
    Unfinished line;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const auto& word = words[i];
        if (const auto* option = line.awaited) {
            if (option->name == "archive" || option->name == "config")
                line.common.insert(line.common.end(), {"--" + std::string(option->name), word});
            line.awaited = nullptr;
        } else if (line.only_operands) {
            ++line.operands;
        } else if (word == "--") {
            line.only_operands = true;
        } else if (word.starts_with('-')) {
            line.awaited = awaiting(word, line.command);
            if (word.starts_with("--archive=") || word.starts_with("--config="))
                line.common.push_back(word);
        } else if (line.command == nullptr) {
            line.command = find_command(word);
        } else {
            ++line.operands;
        }
    }
    return line;
}

enum class Whose { accounts, contacts };

// From strangers: what could hide something on the line, or be taken for an option, is left out.
static bool is_harmless(const std::string& jid) {
    return !jid.starts_with('-') && printable(jid) == jid;
}

static std::vector<std::string> jids(const Unfinished& line, Whose whose) try {
    const auto configuration = read_configuration(parse_arguments(common_options, line.common));
    const archive::Reader reader(configuration.archive);
    std::set<std::string> found;
    if (whose == Whose::accounts) {
        for (const auto& account : reader.accounts()) found.insert(account.jid.str());
    } else {
        for (const auto& conversation : reader.conversations({}))
            found.insert(conversation.with.str());
        for (const auto& contact : reader.contacts({})) found.insert(contact.jid.str());
    }
    std::erase_if(found, [](const std::string& jid) { return !is_harmless(jid); });
    return {found.begin(), found.end()};
} catch (const std::exception&) {
    return {};  // nothing can be told while somebody types
}

static std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const auto* command : commands()) names.emplace_back(command->name);
    return names;
}

static bool is_file(std::string_view argument) {
    return argument == "FILE" || argument == "PATH" || argument == "PATH…";
}

/// What an argument that the help calls so can be.
static Completions candidates(const Unfinished& line, std::string_view argument, Whose whose) {
    if (is_file(argument)) return {.words = {}, .files = true};
    if (argument == "JID" || argument == "JID…") return {.words = jids(line, whose)};
    if (argument == "COMMAND") return {.words = command_names()};
    if (argument == "QUERY…") return {.words = query::known_filters()};
    Completions found;  // "bash|zsh"
    const bool is_choice =
        argument.find('|') != std::string_view::npos &&
        std::ranges::none_of(argument, [](char c) { return c >= 'A' && c <= 'Z'; });
    while (is_choice && !argument.empty()) {
        const auto end = std::min(argument.find('|'), argument.size());
        found.words.emplace_back(argument.substr(0, end));
        argument.remove_prefix(std::min(end + 1, argument.size()));
    }
    return found;
}

static Completions value_candidates(const Unfinished& line, const Option& option) {
    if (auto values = values_of(line.command, option.name); !values.empty())
        return {.words = std::move(values)};
    return candidates(line, option.argument,
                      option.name == "account" ? Whose::accounts : Whose::contacts);
}

/// By the last word of the synopsis: "boswell log [OPTION…] JID".
static Completions operand_candidates(const Unfinished& line) {
    if (line.command == nullptr) return {.words = command_names()};
    if (line.command->operands_at_most == 0) return {};
    if (auto actions = values_of(line.command, ""); !actions.empty())
        return line.operands == 0 ? Completions{.words = std::move(actions)}
                                  : candidates(line, "JID", Whose::accounts);
    const auto synopsis = synopsis_of(*line.command);
    std::string_view last = synopsis;
    last.remove_prefix(last.rfind(' ') + 1);
    if (last.starts_with('[')) last = last.substr(1, last.size() - 2);
    return candidates(line, last, Whose::contacts);
}

/// The option of "--color=al", and what stands before its value.
static const Option* with_value(const std::string& word, const Command* command) {
    if (!word.starts_with("--") || word.find('=') == std::string::npos) return nullptr;
    return awaiting(word.substr(0, word.find('=')), command);
}

static Completions all_candidates(const Unfinished& line, const std::string& word) {
    if (line.awaited != nullptr) return value_candidates(line, *line.awaited);
    if (line.only_operands || !word.starts_with('-')) return operand_candidates(line);
    if (const auto* option = with_value(word, line.command)) {
        auto found = value_candidates(line, *option);
        for (auto& value : found.words) value.insert(0, word.substr(0, word.find('=') + 1));
        return found;
    }
    Completions found;
    for (const auto* option : options_of(line.command))
        found.words.push_back("--" + std::string(option->name));
    return found;
}

Completions complete(const std::vector<std::string>& words) {
    if (words.empty()) return {.words = command_names()};
    auto found = all_candidates(understand(words), words.back());
    std::erase_if(found.words,
                  [&](const std::string& word) { return !word.starts_with(words.back()); });
    std::ranges::sort(found.words);
    return found;
}

}  // namespace boswell::cli
