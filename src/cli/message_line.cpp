// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/message_line.hpp"

#include "base/printable.hpp"
#include "cli/width.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"
#include "view/transcript.hpp"

#include <algorithm>

namespace boswell::cli {

// Narrower than this, address and name would leave no room for the text.
static constexpr int width_for_both = 90;
static constexpr int widest_address = 24;
static constexpr int widest_name = 20;
static constexpr int widest_name_beside_address = 10;
static constexpr int least_body = 10;

MessageLines::MessageLines(const Terminal& out, const TimeZone& zone, const view::Names& names,
                           const query::Marks* marks)
    : out_(out), zone_(zone), names_(names), marks_(marks) {}

std::string MessageLines::marked(const std::string& text) const {
    if (marks_ == nullptr || !out_.colours()) return text;
    std::string out;
    std::size_t done = 0;
    for (const auto& span : marks_->find(text)) {
        out += text.substr(done, span.begin - done);
        out += out_.paint(Style::match, text.substr(span.begin, span.end - span.begin));
        done = span.end;
    }
    return out + text.substr(done);
}

// A line feed within the text is shown as a sign, so that each message is one line.
static std::string one_line(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += " ⏎ ";
        } else {
            out += c == '\t' ? ' ' : c;
        }
    }
    return out;
}

// Cuts the beginning of a long text, so that the first match is seen, with some words before it.
static std::string from_match(const std::string& text, const query::Marks& marks, int columns) {
    const auto spans = marks.find(text);
    if (spans.empty()) return text;
    const std::string before = text.substr(0, spans.front().begin);
    const auto match = text.substr(spans.front().begin, spans.front().end - spans.front().begin);
    if (display_width(before) + display_width(match) < columns) return text;
    const auto spare =
        std::min(30, columns - display_width(match) - 2);  // 2 for the signs of a cut
    auto begin = before.size();
    for (int words = 0; begin > 0 && words < 3; ++words) {
        const auto blank = before.rfind(' ', begin - 1);
        if (blank == std::string::npos || display_width(before.substr(blank)) > spare) break;
        begin = blank;
    }
    return "…" + text.substr(begin);
}

std::string MessageLines::body(const MessageRecord& message, int columns) const {
    auto text = one_line(view::shown_text(message, zone_));
    if (columns == 0 || display_width(text) <= columns) return marked(text);
    const auto brief = view::brief_text(message);
    text = one_line(brief.text);
    const auto room = std::max(least_body, columns - display_width(brief.marks));
    if (marks_ != nullptr) text = from_match(text, *marks_, room);
    return brief.marks + marked(cut_to_width(text, room));
}

// Which conversation it is, and who speaks there: with one contact the address says both.
MessageLines::Who MessageLines::who(const MessageRecord& message) const {
    auto with = printable(message.with.str());
    auto sender = names_.sender(message);
    if (out_.width() == 0) return {with + "  ", sender};
    if (out_.width() >= width_for_both) return {with + "  ", cut_to_width(sender, widest_name)};
    with = cut_to_width(with, widest_address);
    if (message.in_room || message.type == MessageType::groupchat)
        return {with + " ", cut_to_width(sender, widest_name_beside_address)};
    return message.direction == Direction::out ? Who{"to ", with} : Who{"", with};
}

std::string MessageLines::line(const MessageRecord& message, int margin) const {
    const auto id = fmt::format("{}", message.id);
    const auto time = view::date_and_minute(message.stamp, zone_);
    const auto [with, sender] = who(message);
    int columns = 0;
    if (out_.width() > 0) {
        const auto used =
            display_width(id + time + with + sender) + 6 + (view::is_action(message) ? 1 : 0);
        columns = std::max(least_body, out_.width() - margin - used);
    }
    return fmt::format(
        "{}  {}  {}{} {}", out_.paint(Style::dim, id), time, out_.paint(Style::dim, with),
        out_.paint(Style::person, view::speaker(message, sender)), body(message, columns));
}

}  // namespace boswell::cli
