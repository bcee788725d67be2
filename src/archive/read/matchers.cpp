// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/matchers.hpp"

#include "base/text.hpp"
#include "sqlite/function.hpp"

namespace boswell::archive {

Matchers::Matchers(sqlite::Database& database) {
    sqlite::add_text_test(database, "text_matches",
                          [this](std::int64_t number, std::string_view text) {
                              return matchers_.at(number).found_in(text);
                          });
    sqlite::add_text_test(
        database, "address_matches", [this](std::int64_t number, std::string_view address) {
            const auto& matcher = matchers_.at(number);
            return matcher.found_in(address) || (address.find('%') != address.npos &&
                                                 matcher.found_in(percent_decoded(address)));
        });
    sqlite::add_text_test(database, "looked_at",
                          [this](std::int64_t, std::string_view) { return look_at(); });
}

std::int64_t Matchers::add(const query::Text& text) {
    matchers_.emplace(++last_, query::TextMatcher(text));
    return last_;
}

}  // namespace boswell::archive
