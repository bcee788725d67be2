// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/matchers.hpp"

#include "query/fold.hpp"
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
        matchers_.emplace(++last_, Substring{query::fold(text.text)});
    }
    return last_;
}

bool Matchers::matches(std::int64_t number, std::string_view text) const {
    const auto& matcher = matchers_.at(number);
    if (const auto* regex = std::get_if<query::Regex>(&matcher)) return regex->found_in(text);
    if (const auto* phrase = std::get_if<query::Phrase>(&matcher)) return phrase->found_in(text);
    return query::fold(text).find(std::get<Substring>(matcher).folded) != std::string::npos;
}

}  // namespace boswell::archive
