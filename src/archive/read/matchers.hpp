// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/phrase.hpp"
#include "query/query.hpp"
#include "query/regex.hpp"
#include "query/substring.hpp"
#include "sqlite/database.hpp"

#include <cstdint>
#include <map>
#include <string_view>
#include <variant>

namespace boswell::archive {

/// Conditions on a text that no index answers, for use in SQL: `text_matches(N, body, subject)` is
/// 1 if one of the texts has what matcher N looks for.
class Matchers {
public:
    /// Adds the function to the connection, which must run no statement once this object is gone.
    explicit Matchers(sqlite::Database& database);
    Matchers(const Matchers&) = delete;
    Matchers& operator=(const Matchers&) = delete;

    /// Returns N. Words and prefixes without a letter or digit are looked for as substrings. Throws
    /// UsageError for an invalid regular expression.
    std::int64_t add(const query::Text& text);
    void remove(std::int64_t number) { matchers_.erase(number); }

    bool matches(std::int64_t number, std::string_view text) const;

private:
    std::map<std::int64_t, std::variant<query::Substring, query::Phrase, query::Regex>> matchers_;
    std::int64_t last_ = 0;
};

}  // namespace boswell::archive
