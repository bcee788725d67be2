// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"
#include "query/traced.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// The words of a text as the search index knows them.
struct Words {
    Traced joined;             ///< one behind the other, without case and accents
    std::vector<Span> places;  ///< of each in joined.text

    std::size_t size() const { return places.size(); }
    std::string_view operator[](std::size_t i) const {
        return std::string_view(joined.text)
            .substr(places[i].begin, places[i].end - places[i].begin);
    }
};

/// Two texts have a word in common if and only if SQLite's unicode61 tokenizer finds one in both of
/// them, once they are segmented.
Words words(std::string_view text);

/// True if the search index knows where `text` occurs. Otherwise the messages themselves have to be
/// read, and words without a letter or digit, such as ":-)", are looked for as a substring.
bool is_indexed(const Text& text);

}  // namespace boswell::query
