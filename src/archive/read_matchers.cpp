// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read_matchers.hpp"

#include "query/fold.hpp"
#include "sqlite/error.hpp"

#include <sqlite3.h>

#include <exception>

namespace boswell::archive {

static std::string_view text_of(sqlite3_value* value) {
    const auto* const text = static_cast<const char*>(sqlite3_value_blob(value));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

/// What SQLite calls for text_matches(). No exception may pass through its C code.
static void text_matches(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
    const auto& matchers = *static_cast<const Matchers*>(sqlite3_user_data(context));
    try {
        const auto number = sqlite3_value_int64(values[0]);
        bool found = false;
        for (int i = 1; i < count && !found; ++i) {
            const bool is_null = sqlite3_value_type(values[i]) == SQLITE_NULL;
            found = !is_null && matchers.matches(number, text_of(values[i]));
        }
        sqlite3_result_int(context, found ? 1 : 0);
    } catch (const std::exception& error) {
        sqlite3_result_error(context, error.what(), -1);
    }
}

Matchers::Matchers(sqlite::Database& database) {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    const int code = sqlite3_create_function_v2(database.handle(), "text_matches", 3, flags, this,
                                                text_matches, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) sqlite::throw_last_error(database.handle());
}

std::int64_t Matchers::add(const query::Text& text) {
    if (text.match == query::Match::regex) {
        matchers_.emplace(++last_, query::Regex(text.text));
    } else {
        matchers_.emplace(++last_, Substring{query::fold(text.text)});
    }
    return last_;
}

bool Matchers::matches(std::int64_t number, std::string_view text) const {
    const auto& matcher = matchers_.at(number);
    if (const auto* regex = std::get_if<query::Regex>(&matcher)) return regex->found_in(text);
    return query::fold(text).find(std::get<Substring>(matcher).folded) != std::string::npos;
}

}  // namespace boswell::archive
