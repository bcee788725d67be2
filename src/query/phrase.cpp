// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/phrase.hpp"

#include "query/fold.hpp"
#include "query/occurrences.hpp"
#include "query/signs.hpp"

#include <algorithm>
#include <functional>

namespace boswell::query {

Phrase::Phrase(const Text& text) {
    const auto found = words(text.text);
    for (std::size_t i = 0; i < found.size(); ++i) words_.emplace_back(found[i]);
    add_signs(text.text, found);
    const bool ends_with_signs = has_signs() && signs_.back().at == words_.size();
    if (text.match == Match::prefix && !words_.empty() && !ends_with_signs) {
        beginning_ = std::move(words_.back());
        words_.pop_back();
    }
}

void Phrase::add_signs(std::string_view text, const Words& words) {
    const auto add = [this](std::size_t at, bool is_exact, std::string behind, std::string ahead) {
        if (!behind.empty() || !ahead.empty())
            signs_.push_back({at, is_exact, std::move(behind), std::move(ahead)});
    };
    for (std::size_t at = 0; at <= words.size(); ++at) {
        const auto signs = between(text, words, at);
        const auto first = std::min(signs.find(' '), signs.size());
        const auto last = signs.rfind(' ');
        const auto ahead = last == std::string::npos ? signs : signs.substr(last + 1);
        if (at > 0 && at < words.size() && last == std::string::npos) {
            add(at, true, signs_within(signs), "");
        } else {
            add(at, false, at == 0 ? "" : signs_behind(signs.substr(0, first)),
                at == words.size() ? "" : signs_ahead(ahead));
        }
    }
}

bool Phrase::has_signs_at(std::string_view text, const Words& words, std::size_t first) const {
    return std::ranges::all_of(signs_, [&](const Signs& wanted) {
        const auto signs = between(text, words, first + wanted.at);
        if (wanted.is_exact) return signs == wanted.behind;
        return signs.size() >= wanted.behind.size() + wanted.ahead.size() &&
               signs.starts_with(wanted.behind) && signs.ends_with(wanted.ahead);
    });
}

/// True if it is certain at a glance that the signs are nowhere in the text.
bool Phrase::lacks_signs(std::string_view text) const {
    const auto has = [text](const std::string& signs) { return text.find(signs) != text.npos; };
    const bool has_all = std::ranges::all_of(
        signs_, [&](const Signs& wanted) { return has(wanted.behind) && has(wanted.ahead); });
    // Other characters may be forms of the signs, such as those of full width.
    return !has_all && std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; });
}

/// True if it is certain at a glance that one of the words is nowhere in the text: to cut a text
/// into its words takes a hundred times as long. Only words of ASCII are in a text of ASCII, and
/// they are written as they are but for case.
bool Phrase::lacks_words(std::string_view text) const {
    if (!is_ascii(text)) return false;
    const auto lacks = [text](const std::string& word) { return !has_in_ascii(text, word); };
    return std::ranges::any_of(words_, lacks) || lacks(beginning_);
}

bool Phrase::found_in(std::string_view text) const {
    return !lacks_signs(text) && !lacks_words(text) && !find(text, query::words(text)).empty();
}

/// The signs at both ends are seen as a part of what was found, if they stand there as written.
Span Phrase::with_signs(std::string_view text, Span span) const {
    for (const auto& signs : signs_) {
        if (signs.at == 0 && text.substr(0, span.begin).ends_with(signs.ahead))
            span.begin -= signs.ahead.size();
        if (signs.at > 0 && signs.at == words_.size() && beginning_.empty() &&
            text.substr(span.end).starts_with(signs.behind))
            span.end += signs.behind.size();
    }
    return span;
}

std::vector<Span> Phrase::find(std::string_view text, const Words& words) const {
    std::vector<Span> spans;
    const auto& source = words.joined.source;
    const auto take = [&](std::size_t at) {
        const auto next = at + words_.size();
        auto end = next > 0 ? words.places[next - 1].end : 0;
        if (!beginning_.empty()) {
            if (next == words.size() || !words[next].starts_with(beginning_)) return;
            end = words.places[next].begin + beginning_.size();
        }
        if (!has_signs_at(text, words, at)) return;
        const Span found{source[words.places[at].begin].begin, source[end - 1].end};
        spans.push_back(with_signs(text, found));
    };
    for_each_occurrence(words, words_, std::equal_to<>(), take);
    if (!words_.empty()) return spans;
    for (std::size_t at = 0; at < words.size(); ++at) take(at);
    return spans;
}

}  // namespace boswell::query
