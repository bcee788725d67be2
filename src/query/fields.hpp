// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/lex.hpp"
#include "query/parse.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// "name:value" as a condition, checked as far as that can be done without an archive. Nothing if
/// there is no such field, so that the colon is a part of the text, as in "std::vector" or "Re:".
/// `form` says how the value was written. Throws UsageError.
std::optional<Expression> parse_field(const std::string& name, const std::string& value,
                                      Token::Form form, const Clock& clock);

/// "name:value" for each value of the fields that take only certain ones, such as "has:link".
std::vector<std::string> known_filters();

/// The field that somebody probably meant who wrote `name`, which is none; "" if it is one, or like
/// none.
std::string_view almost_field(const std::string& name);

/// Words, a phrase or the beginning of one: `value` as it was written in this form.
Expression words(Token::Form form, const std::string& value, Part part);
/// Throws UsageError if `pattern` is no regular expression.
Expression regex(const std::string& pattern, Part part);

}  // namespace boswell::query
