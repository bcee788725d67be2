// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help.hpp"

#include "base/text.hpp"
#include "cli/width.hpp"

#include "help_texts.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace boswell::cli {

const std::string_view program_version = BOSWELL_VERSION;

const Command& command_named(const std::string& name) {
    std::vector<std::string_view> names;
    for (const auto* command : commands()) {
        if (command->name == name) return *command;
        names.push_back(command->name);
    }
    const auto meant = nearest(name, names);
    if (meant.empty()) throw UsageError("unknown command '{}'; 'boswell help' lists them", name);
    throw UsageError("unknown command '{}'; did you mean '{}'?", name, meant);
}

void print_overview(Terminal& out) {
    out.print("boswell {}: searches, shows and exports your XMPP archive\n\n", program_version);
    out.print("{} boswell COMMAND [OPTION…] [WORD…]\n\n", out.paint(Style::heading, "Usage:"));
    for (const auto* command : commands()) {
        const auto name = fmt::format("{:<15}", command->name);
        out.print("  {}{}\n", out.paint(Style::person, name), command->summary);
    }
    out.write("\n'boswell help COMMAND' explains one of them.\n");
}

static constexpr int widest = 80;  // longer lines are hard to read, whatever the terminal has

static std::string without_marks(std::string_view line) {
    std::string plain;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool strong = line.substr(i, 2) == "**";
        if (strong) ++i;
        if (!strong && line[i] != '`') plain += line[i];
    }
    return plain;
}

// The texts use little of Markdown: headings, `code`, **strong** and definition lists.
static void print_line(std::string_view line, Terminal& out) {
    if (line.starts_with("# ")) {
        out.print("{}\n", out.paint(Style::heading, line.substr(2)));
        return;
    }
    const bool definition = line.starts_with(": ");
    const std::string indentation(definition ? 8 : 4, ' ');
    if (definition) line.remove_prefix(2);
    const int columns = out.width() > 0 ? std::min(out.width(), widest) : widest;
    for (const auto& part : wrap(without_marks(line), columns - display_width(indentation))) {
        out.print("{}{}\n", part.empty() ? "" : indentation, part);
    }
}

static std::string_view page_of(const Command& command) {
    const auto file = fmt::format("{}.md", command.name);
    const auto found = std::ranges::find(help::files, file, &help::EmbeddedFile::name);
    if (found == std::end(help::files)) throw Error("no help for {} was built in", command.name);
    return found->text;
}

std::string synopsis_of(const Command& command) {
    static constexpr std::string_view heading = "# SYNOPSIS\n\n";
    auto text = page_of(command);
    text.remove_prefix(std::min(text.find(heading), text.size() - heading.size()) + heading.size());
    return without_marks(text.substr(0, text.find('\n')));
}

void print_help(const Command& command, Terminal& out) {
    auto text = page_of(command);
    bool after_heading = false;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.empty() || !after_heading) print_line(line, out);
        after_heading = line.starts_with("# ");
    }
}

}  // namespace boswell::cli
