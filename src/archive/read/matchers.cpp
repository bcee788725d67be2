// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/matchers.hpp"

#include "query/words.hpp"
#include "sqlite/function.hpp"

namespace boswell::archive {

Matchers::Matchers(sqlite::Database& database) {
    sqlite::add_text_test(
        database, "text_matches",
        [this](std::int64_t number, std::string_view text) { return matches(number, text); });
}

std::int64_t Matchers::add(const query::Text& text) {
    if (text.match == query::Match::regex) {
        matchers_.emplace(++last_, query::Regex(text.text));
    } else if (query::is_indexed(text)) {
        matchers_.emplace(++last_, query::Phrase(text));
    } else {
        matchers_.emplace(++last_, query::Substring(text.text));
    }
    return last_;
}

bool Matchers::matches(std::int64_t number, std::string_view text) const {
    return std::visit([text](const auto& matcher) { return matcher.found_in(text); },
                      matchers_.at(number));
}

}  // namespace boswell::archive
