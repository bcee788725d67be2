// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/marks.hpp"

#include "base/text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <iterator>

namespace boswell::query {

Marks::Marks(const Expression& where) { collect(where); }

void Marks::collect(const Expression& expression) {
    if (expression.kind == Expression::Kind::none) return;
    const bool is_shown = expression.text.part == Part::whole;  // lists show no subjects
    if (expression.kind == Expression::Kind::text && is_shown) add(expression.text);
    for (const auto& child : expression.children) collect(child);
}

void Marks::add(const Text& text) {
    if (text.match == Match::regex) {
        regexes_.emplace_back(text.text);
    } else if (is_indexed(text)) {
        phrases_.emplace_back(text);
    } else {
        substrings_.emplace_back(text.text);
    }
}

/// The list is ascending, and `span` begins behind the beginning of its last one.
static void add_to(std::vector<Span>& spans, const Span& span) {
    if (!spans.empty() && span.begin <= spans.back().end) {
        spans.back().end = std::max(spans.back().end, span.end);
    } else {
        spans.push_back(span);
    }
}

/// Both lists are ascending. So is what is returned, in which no two overlap or touch.
static std::vector<Span> united(const std::vector<Span>& some, const std::vector<Span>& others) {
    std::vector<Span> all;
    std::ranges::merge(some, others, std::back_inserter(all), {}, &Span::begin, &Span::begin);
    std::vector<Span> spans;
    for (const auto& span : all) add_to(spans, span);
    return spans;
}

/// With the combining marks behind them, which are seen as one with the character before them.
static std::vector<Span> with_marks(const std::vector<Span>& spans, std::string_view text) {
    const auto size = static_cast<int32_t>(text.size());
    std::vector<Span> whole;
    for (auto span : spans) {
        if (!whole.empty() && span.end <= whole.back().end) continue;
        for (auto next = static_cast<int32_t>(span.end); next < size;) {
            UChar32 c = 0;
            U8_NEXT(text.data(), next, size, c);
            if ((U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) break;
            span.end = static_cast<std::size_t>(next);
        }
        add_to(whole, span);
    }
    return whole;
}

std::vector<Span> Marks::find(std::string_view text) const {
    std::vector<Span> spans;
    if (!is_utf8(text)) return spans;
    if (!phrases_.empty()) {
        const auto words = query::words(text);
        for (const auto& phrase : phrases_) spans = united(spans, phrase.find(text, words));
    }
    for (const auto& substring : substrings_) spans = united(spans, substring.find(text));
    for (const auto& regex : regexes_) spans = united(spans, regex.find(text));
    return with_marks(spans, text);
}

}  // namespace boswell::query
