// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/excerpt.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>

namespace boswell::web {

/// Of a longer text so many bytes are shown, of which so many are before what was found.
static constexpr std::size_t longest = 320;
static constexpr std::size_t before_mark = 80;

/// Where an excerpt with the first mark begins: at a blank, at least at a character.
static std::size_t begin_of(std::string_view text, const std::vector<query::Span>& found) {
    if (text.size() <= longest || found.empty() || found.front().begin <= before_mark) return 0;
    const auto near = found.front().begin - before_mark;
    const auto blank = text.find(' ', near);
    if (blank != std::string_view::npos && blank < found.front().begin) return blank + 1;
    return utf8_prefix(text, near).size();
}

static std::string one_line(std::string_view text) {
    std::string line(text);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

void write_excerpt(view::Markup& markup, std::string_view text, const query::Marks& marks) {
    const auto line = one_line(text);
    const auto found = marks.find(line);
    const auto begin = begin_of(line, found);
    const auto end = begin + utf8_prefix(std::string_view(line).substr(begin), longest).size();
    const auto part = [&](std::size_t from, std::size_t to) {
        return std::string_view(line).substr(from, to - from);
    };
    if (begin > 0) markup.text("… ");
    auto done = begin;
    for (const auto& span : found) {
        if (span.begin < done || span.end > end) continue;
        markup.text(part(done, span.begin));
        markup.element("mark", {}, part(span.begin, span.end));
        done = span.end;
    }
    markup.text(part(done, end));
    if (end < line.size()) markup.text(" …");
}

}  // namespace boswell::web
