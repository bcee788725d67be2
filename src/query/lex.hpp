// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// One piece of a query.
struct Token {
    enum class Kind { open, close, minus, either, phrase, regex, word, field, end };
    enum class Form { plain, quoted, quoted_prefix };  ///< wor, "a word", "a wor"*
    Kind kind;
    std::size_t at;           ///< the byte of the query at which it begins, from 0
    std::string text{};       ///< of a phrase, a regex or a word; of a field the value
    std::string field{};      ///< of a field the name, as written
    Form form = Form::plain;  ///< of a phrase, and of the value of a field
};

/// Cuts a query into tokens; the last one is `end`. Throws QueryError for a quote that is not
/// closed.
std::vector<Token> lex(std::string_view text);

}  // namespace boswell::query
