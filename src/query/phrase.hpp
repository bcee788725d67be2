// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"
#include "query/words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// Words next to each other, as a person has written them. Signs that belong to a word ("C++",
/// "std::vector", "#tag", "12:30") must stand there as well, which the search index does not know.
/// What only divides a sentence, such as a comma behind a word, and hyphens and apostrophes make no
/// difference.
class Phrase {
public:
    /// `text` is indexed.
    explicit Phrase(const Text& text);

    /// True if signs must stand there, so that the index finds too much.
    bool has_signs() const { return !signs_.empty(); }
    /// Each place where the phrase stands in a text, of which `words` are the words; ascending.
    std::vector<Span> find(std::string_view text, const Words& words) const;
    bool found_in(std::string_view text) const;

private:
    /// What must stand between the word before and the word `at`: exactly `behind`, or first
    /// `behind` and last `ahead` with anything between them.
    struct Signs {
        std::size_t at;
        bool is_exact;
        std::string behind;
        std::string ahead;
    };
    void add_signs(std::string_view text, const Words& words);
    bool lacks_signs(std::string_view text) const;
    bool lacks_words(std::string_view text) const;
    bool has_signs_at(std::string_view text, const Words& words, std::size_t first) const;
    Span with_signs(std::string_view text, Span span) const;

    std::vector<std::string> words_;
    std::string beginning_;  ///< of one more word; "" if there is none
    std::vector<Signs> signs_;
};

}  // namespace boswell::query
