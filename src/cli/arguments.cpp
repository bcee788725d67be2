// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.hpp"

#include "base/error.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"

#include <fmt/ranges.h>

#include <cstring>  // cxxopts forgets it
// The regular expressions of cxxopts are compiled at each start, which costs more than a search.
#define CXXOPTS_NO_REGEX
#include <cxxopts.hpp>

#include <algorithm>
#include <limits>

namespace boswell::cli {

bool Arguments::has(std::string_view name) const {
    return std::ranges::any_of(options_, [name](const auto& given) { return given.first == name; });
}

std::optional<std::string> Arguments::value(std::string_view name) const {
    const auto all = values(name);
    if (all.empty()) return std::nullopt;
    return all.back();
}

std::vector<std::string> Arguments::values(std::string_view name) const {
    std::vector<std::string> found;
    for (const auto& [given, value] : options_) {
        if (given == name) found.push_back(value);
    }
    return found;
}

std::int64_t Arguments::number(std::string_view name, std::int64_t otherwise) const {
    const auto text = value(name);
    if (!text) return otherwise;
    const auto number = parse_integer<std::int64_t>(*text, 0);
    if (!number) {
        throw UsageError("--{} takes a whole number from 0 to {}, not '{}'", name,
                         std::numeric_limits<std::int64_t>::max(), *text);
    }
    return std::min(*number, most_of_anything);
}

std::string Arguments::text() const { return fmt::format("{}", fmt::join(operands_, " ")); }

// The message of cxxopts names the option in quotes that depend on the platform.
static std::string quoted_name(const std::string& message) {
    const auto begin = message.find(cxxopts::LQUOTE);
    const auto end = message.rfind(cxxopts::RQUOTE);
    if (begin == std::string::npos || end == std::string::npos) return message;
    const auto skip = begin + cxxopts::LQUOTE.size();
    return message.substr(skip, end - skip);
}

static std::string with_dashes(const std::string& name) {
    return (name.size() == 1 ? "-" : "--") + name;
}

[[noreturn]] static void throw_unknown(const std::string& name, std::span<const Option> options) {
    if (name.size() == 1) {
        throw UsageError(
            "unknown option '-{}'; to search for a word that begins with '-', put '--' before the "
            "query",
            name);
    }
    std::vector<std::string_view> names;
    for (const auto& option : options) names.push_back(option.name);
    const auto meant = nearest(name, names);
    if (meant.empty()) throw UsageError("unknown option '--{}'; try --help", name);
    throw UsageError("unknown option '--{}'; did you mean '--{}'?", name, meant);
}

static cxxopts::Options declare(std::span<const Option> table) {
    cxxopts::Options declared("boswell");
    for (const auto& option : table) {
        const std::string name(option.name);
        const auto names = option.letter ? fmt::format("{},{}", option.letter, name) : name;
        if (option.argument.empty()) {
            declared.add_options()(names, "");
        } else {
            declared.add_options()(names, "", cxxopts::value<std::string>());
        }
    }
    return declared;
}

Arguments parse_arguments(std::span<const Option> options, std::span<const std::string> words) {
    std::vector<const char*> argv = {"boswell"};
    for (const auto& word : words) argv.push_back(word.c_str());
    try {
        const auto parsed = declare(options).parse(static_cast<int>(argv.size()), argv.data());
        Arguments arguments;
        for (const auto& given : parsed.arguments()) {
            arguments.options_.emplace_back(given.key(), given.value());
        }
        arguments.operands_ = parsed.unmatched();
        return arguments;
    } catch (const cxxopts::exceptions::no_such_option& error) {
        throw_unknown(quoted_name(error.what()), options);
    } catch (const cxxopts::exceptions::missing_argument& error) {
        throw UsageError("option '{}' needs a value", with_dashes(quoted_name(error.what())));
    } catch (const cxxopts::exceptions::exception& error) {
        throw UsageError("option '{}' is written wrongly; try --help", quoted_name(error.what()));
    }
}

}  // namespace boswell::cli
