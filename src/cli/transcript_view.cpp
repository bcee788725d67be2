// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/transcript_view.hpp"

#include "cli/width.hpp"
#include "formats/json_record.hpp"
#include "formats/transcript.hpp"
#include "view/times.hpp"

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

void TranscriptView::begin_day(Time time) {
    auto day = view::day_heading(time, context_.clock.zone);
    if (day == day_) return;
    auto& out = context_.out;
    out.print("{}{}\n", day_.empty() ? "" : "\n", out.paint(Style::heading, day));
    day_ = std::move(day);
}

void TranscriptView::add(const MessageRecord& message) {
    auto& out = context_.out;
    if (context_.json()) {
        out.print("{}\n", formats::to_json(message));
        return;
    }
    const auto& zone = context_.clock.zone;
    begin_day(message.stamp);
    const auto who = names_.sender(message);
    const auto text = laid_out(who, formats::shown_text(message, zone), out.width());
    // Wrapping may have broken a long name, which then stays plain.
    const bool whole = text.starts_with(who);
    const auto time = fmt::format("[{}]", view::time_of_day(message.stamp, zone));
    out.print("{} {}{}\n", out.paint(Style::dim, time),
              out.paint(Style::person, whole ? who : std::string()),
              whole ? text.substr(who.size()) : text);
    if (const auto reactions = formats::shown_reactions(message); !reactions.empty())
        out.print("{}{}\n", std::string(indentation, ' '), out.paint(Style::dim, reactions));
}

// "active" comes with every message, and says nothing to people.
static std::string_view words_for(ChatStateKind state) {
    switch (state) {
        case ChatStateKind::composing:
            return "is writing";
        case ChatStateKind::paused:
            return "has stopped writing";
        case ChatStateKind::inactive:
            return "has turned away";
        case ChatStateKind::gone:
            return "has left the conversation";
        case ChatStateKind::active:
            break;
    }
    return {};
}

void TranscriptView::add(const ChatState& state) {
    auto& out = context_.out;
    if (context_.json()) {
        out.print("{}\n", formats::to_json(state));
        return;
    }
    const auto words = words_for(state.state);
    if (words.empty()) return;
    begin_day(state.stamp);
    MessageRecord who;
    who.account = state.account;
    who.with = state.with;
    who.from = state.from;
    who.direction = state.direction;
    who.in_room = state.in_room;
    who.type = state.in_room ? MessageType::groupchat : MessageType::chat;
    who.stamp = state.stamp;
    const auto text = fmt::format("[{}] {} {}", view::time_of_day(state.stamp, context_.clock.zone),
                                  names_.sender(who), words);
    out.print("{}\n", out.paint(Style::dim, text));
}

}  // namespace boswell::cli
