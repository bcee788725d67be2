// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/option_values.hpp"

#include "cli/import_job.hpp"
#include "formats/format.hpp"

namespace boswell::cli {

namespace {

struct Values {
    std::string_view command;  // "" for every command
    std::string_view option;   // "" for the first operand
    std::vector<std::string> values;
};

}  // namespace

static std::vector<std::string> export_formats() {
    std::vector<std::string> names;
    for (const auto* format : formats::formats()) names.emplace_back(format->name);
    return names;
}

static std::vector<std::string> import_formats() {
    const auto names = readable_formats();
    return {names.begin(), names.end()};
}

static const std::vector<Values>& table() {
    static const std::vector<Values> all = {
        {"", "color", {"auto", "always", "never"}},
        {"", "names", {"then", "now", "jid"}},
        {"accounts", "", {"add", "authorize", "remove", "test"}},
        {"export", "format", export_formats()},
        {"export", "layout", {"standard", "prosody"}},
        {"export", "what", {"messages", "presence", "contacts", "chat-states"}},
        {"import", "format", import_formats()},
        {"presence", "by", {"day", "week", "month"}},
        {"presence", "view", {"intervals", "events", "summary", "timeline", "heatmap", "together"}},
        {"search", "by", {"day", "week", "month", "year", "contact", "account"}},
        {"search", "sort", {"newest", "oldest", "relevance"}},
        {"search", "what", {"messages", "contacts", "presence"}},
    };
    return all;
}

std::vector<std::string> values_of(const Command* command, std::string_view option) {
    for (const auto& row : table()) {
        const bool applies =
            row.command.empty() || (command != nullptr && row.command == command->name);
        if (applies && row.option == option) return row.values;
    }
    return {};
}

}  // namespace boswell::cli
