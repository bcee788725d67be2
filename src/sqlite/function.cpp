// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/function.hpp"

#include "sqlite/error.hpp"

#include <sqlite3.h>

#include <exception>
#include <memory>
#include <utility>

namespace boswell::sqlite {

static std::string_view text_of(sqlite3_value* value) {
    const auto* const text = static_cast<const char*>(sqlite3_value_blob(value));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

static bool passes(const TextTest& test, int count, sqlite3_value** values) {
    const auto number = sqlite3_value_int64(values[0]);
    for (int i = 1; i < count; ++i) {
        const bool is_null = sqlite3_value_type(values[i]) == SQLITE_NULL;
        if (!is_null && test(number, text_of(values[i]))) return true;
    }
    return false;
}

/// Called by SQLite. No exception may pass through its C code.
static void run_test(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
    try {
        const auto& test = *static_cast<const TextTest*>(sqlite3_user_data(context));
        sqlite3_result_int(context, passes(test, count, values) ? 1 : 0);
    } catch (const std::exception& error) {
        sqlite3_result_error(context, error.what(), -1);
    }
}

static void destroy(void* test) noexcept { delete static_cast<TextTest*>(test); }

void add_text_test(Database& database, const char* name, TextTest test) {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    auto owned = std::make_unique<TextTest>(std::move(test));
    // SQLite destroys it, also if it cannot take it
    const int code = sqlite3_create_function_v2(database.handle(), name, 3, flags, owned.release(),
                                                run_test, nullptr, nullptr, destroy);
    if (code != SQLITE_OK) throw_last_error(database.handle());
}

static constexpr int steps_between_questions = 10'000;

Interruption::Interruption(Database& database, std::function<bool()> is_over)
    : connection_(database.handle()), is_over_(std::move(is_over)) {
    const auto ask = [](void* self) {
        return static_cast<Interruption*>(self)->is_over_() ? 1 : 0;
    };
    sqlite3_progress_handler(connection_, steps_between_questions, ask, this);
}

Interruption::~Interruption() { sqlite3_progress_handler(connection_, 0, nullptr, nullptr); }

}  // namespace boswell::sqlite
