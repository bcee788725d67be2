// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/transcript_view.hpp"

#include "cli/width.hpp"
#include "formats/json_record.hpp"
#include "formats/transcript.hpp"

#include <algorithm>

namespace boswell::cli {

static constexpr int indentation = 11;  // "[07:44:38] "
static constexpr int narrowest = 20;

TranscriptView::TranscriptView(Context& context) : context_(context), names_(*context.archive) {}

// Joined with line feeds and indented; the terminal would break long lines at the wrong column.
static std::string laid_out(const std::string& who, const std::string& text, int width) {
    const auto whole = fmt::format("{}: {}", who, text);
    if (width == 0) return formats::indent_lines(whole, indentation);
    std::string out;
    for (const auto& line : wrap(whole, std::max(narrowest, width - indentation))) {
        if (!out.empty()) out.append("\n").append(indentation, ' ');
        out += line;
    }
    return out;
}

void TranscriptView::add(const MessageRecord& message) {
    auto& out = context_.out;
    if (context_.json()) {
        out.print("{}\n", formats::to_json(message));
        return;
    }
    const auto& zone = context_.clock.zone;
    auto day = formats::day_heading(message.stamp, zone);
    if (day != day_) {
        out.print("{}{}\n", day_.empty() ? "" : "\n", out.paint(Style::heading, day));
        day_ = std::move(day);
    }
    const auto who = names_.sender(message);
    const auto text = laid_out(who, formats::shown_text(message, zone), out.width());
    // Wrapping may have broken a long name, which then stays plain.
    const bool whole = text.starts_with(who);
    const auto time = fmt::format("[{}]", formats::time_of_day(message.stamp, zone));
    out.print("{} {}{}\n", out.paint(Style::dim, time),
              out.paint(Style::person, whole ? who : std::string()),
              whole ? text.substr(who.size()) : text);
    if (const auto reactions = formats::shown_reactions(message); !reactions.empty())
        out.print("{}{}\n", std::string(indentation, ' '), out.paint(Style::dim, reactions));
}

}  // namespace boswell::cli
