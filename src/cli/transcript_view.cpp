// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/transcript_view.hpp"

#include "base/printable.hpp"
#include "cli/names.hpp"
#include "cli/person.hpp"
#include "cli/width.hpp"
#include "formats/json_record.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"

#include <algorithm>

namespace boswell::cli {

static constexpr int narrowest = 20;

TranscriptView::TranscriptView(Context& context, Addresses addresses)
    : context_(context),
      speakers_(names_in(context)),
      days_(context.clock.zone),
      addresses_(addresses) {}

// Joined with line feeds and indented; the terminal would break long lines at the wrong column.
static std::string laid_out(const std::string& who, const std::string& text, int indentation,
                            int width) {
    const auto whole = fmt::format("{} {}", who, text);
    if (width == 0) return view::indent_lines(whole, indentation);
    std::string out;
    for (const auto& line : wrap(whole, std::max(narrowest, width - indentation))) {
        if (!out.empty()) out += '\n' + std::string(static_cast<std::size_t>(indentation), ' ');
        out += line;
    }
    return out;
}

void TranscriptView::begin_day(Time time) {
    const bool first = days_.empty();
    const auto day = days_.begin(time);
    if (!day) return;
    speakers_.reset();
    auto& out = context_.out;
    out.print("{}{}\n", first ? "" : "\n", out.paint(Style::heading, *day));
}

void TranscriptView::begin_address(const Jid& with) {
    if (with == address_ || addresses_ == Addresses::one) return;
    address_ = with;
    context_.out.print(
        "{}\n", context_.out.paint(Style::dim, fmt::format("-- {} --", printable(with.str()))));
}

view::ReadLine& TranscriptView::read_line(const MessageRecord& message) {
    const std::pair key{message.account, message.with};
    const auto known = read_lines_.find(key);
    if (known != read_lines_.end()) return known->second;
    view::ReadLine line(context_.archive->read_mark(message.account, message.with));
    return read_lines_.emplace(key, std::move(line)).first->second;
}

void TranscriptView::say_read() {
    context_.out.print("{}\n", context_.out.paint(Style::dim, "-- read until here --"));
}

void TranscriptView::add(const MessageRecord& message) {
    auto& out = context_.out;
    if (context_.json()) {
        out.print("{}\n", formats::to_json(with_person(context_, message)));
        return;
    }
    auto& read = read_line(message);
    if (read.is_before(message)) say_read();
    begin_day(message.stamp);
    begin_address(message.with);
    const auto entry = view::transcript_entry(message, speakers_, context_.clock.zone);
    const auto time = fmt::format("[{}]", entry.time);
    const int indentation = display_width(time) + 1;
    const auto text = laid_out(entry.sender, entry.text, indentation, out.width());
    // Wrapping may have broken a long name, which then stays plain.
    const bool whole = text.starts_with(entry.sender);
    out.print("{} {}{}\n", out.paint(Style::dim, time),
              out.paint(Style::person, whole ? entry.sender : std::string()),
              whole ? text.substr(entry.sender.size()) : text);
    if (!entry.reactions.empty())
        out.print("{:{}}{}\n", "", indentation, out.paint(Style::dim, entry.reactions));
    if (read.is_behind(message)) say_read();
}

void TranscriptView::add(const ChatState& state) {
    auto& out = context_.out;
    if (context_.json()) {
        out.print("{}\n", formats::to_json(with_person(context_, state)));
        return;
    }
    const auto words = view::words_for(state.state);
    if (words.empty()) return;
    begin_day(state.stamp);
    begin_address(state.with);
    const auto text = fmt::format("[{}] {} {}", view::time_of_day(state.stamp, context_.clock.zone),
                                  speakers_.of(state), words);
    out.print("{}\n", out.paint(Style::dim, text));
}

}  // namespace boswell::cli
