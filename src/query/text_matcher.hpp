// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/phrase.hpp"
#include "query/query.hpp"
#include "query/regex.hpp"
#include "query/substring.hpp"

#include <string_view>
#include <variant>

namespace boswell::query {

/// Looks for a text without an index, and finds what the index finds. Words and prefixes without a
/// letter or digit are looked for as substrings.
class TextMatcher {
public:
    /// Throws UsageError for an invalid regular expression.
    explicit TextMatcher(const Text& text);

    bool found_in(std::string_view text) const;

private:
    std::variant<Substring, Phrase, Regex> matcher_;
};

}  // namespace boswell::query
