// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/phrase.hpp"
#include "query/query.hpp"
#include "query/regex.hpp"
#include "query/substring.hpp"
#include "query/traced.hpp"

#include <string_view>
#include <vector>

namespace boswell::query {

/// Finds in a text what a query looks for, so that it can be shown: the same words, characters and
/// regular expressions that make the search find the text. What the query excludes is not marked.
class Marks {
public:
    /// Throws UsageError for an invalid regular expression.
    explicit Marks(const Expression& where);

    /// Ascending, disjoint and not empty; nothing in a text that is not UTF-8. In time linear in
    /// the text for each word and sign that is looked for.
    std::vector<Span> find(std::string_view text) const;

private:
    void collect(const Expression& expression);
    void add(const Text& text);

    std::vector<Phrase> phrases_;
    std::vector<Substring> substrings_;
    std::vector<Regex> regexes_;
};

}  // namespace boswell::query
