// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/text_matcher.hpp"

#include "query/words.hpp"

namespace boswell::query {

static std::variant<Substring, Phrase, Regex> matcher_of(const Text& text) {
    if (text.match == Match::regex) return Regex(text.text);
    if (is_indexed(text)) return Phrase(text);
    return Substring(text.text);
}

TextMatcher::TextMatcher(const Text& text) : matcher_(matcher_of(text)) {}

bool TextMatcher::found_in(std::string_view text) const {
    return std::visit([text](const auto& matcher) { return matcher.found_in(text); }, matcher_);
}

}  // namespace boswell::query
