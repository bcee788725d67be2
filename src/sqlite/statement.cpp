// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/statement.hpp"

#include "sqlite/kept_statements.hpp"

#include <sqlite3.h>

#include <cassert>

namespace boswell::sqlite {

static sqlite3_stmt* prepare(const Database& database, std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, &rest);
    if (code != SQLITE_OK) throw_last_error(database.handle());
    const auto end = sql.data() + sql.size();
    const std::string_view tail(rest, static_cast<std::size_t>(end - rest));
    if (statement != nullptr && tail.find_first_not_of(" \t\r\n") == tail.npos) return statement;
    sqlite3_finalize(statement);
    throw Error("not exactly one statement: {}", sql);
}

Statement::Statement(const Database& database, std::string_view sql)
    : statement_(nullptr, End{database.kept_statements()}) {
    auto* const kept = database.kept_statements();
    auto* const ready = kept == nullptr ? nullptr : kept->take(sql);
    statement_.reset(ready == nullptr ? prepare(database, sql) : ready);
}

void Statement::End::operator()(sqlite3_stmt* statement) const noexcept {
    if (kept == nullptr)
        sqlite3_finalize(statement);
    else
        kept->give_back(statement);
}

bool Use::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) throw_last_error(sqlite3_db_handle(statement_));
    return false;
}

void Use::run() {
    [[maybe_unused]] const bool row = next();
    assert(!row);
}

void Use::end() noexcept {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);  // they point to values that are about to go
}

void Use::check(int code) const {
    if (code != SQLITE_OK) throw_last_error(sqlite3_db_handle(statement_));
}

void Use::bind_null(int index) { check(sqlite3_bind_null(statement_, index)); }

void Use::bind_integer(int index, std::int64_t value) {
    check(sqlite3_bind_int64(statement_, index, value));
}

void Use::bind_double(int index, double value) {
    check(sqlite3_bind_double(statement_, index, value));
}

// A view without storage would be bound as NULL.
static const char* storage(std::string_view value) {
    return value.data() == nullptr ? "" : value.data();
}

void Use::bind_text(int index, std::string_view value) {
    check(sqlite3_bind_text64(statement_, index, storage(value), value.size(), SQLITE_STATIC,
                              SQLITE_UTF8));
}

void Use::bind_text_copy(int index, std::string_view value) {
    // The library's own macro SQLITE_TRANSIENT is a C cast.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    const auto copy = reinterpret_cast<sqlite3_destructor_type>(-1);
    check(sqlite3_bind_text64(statement_, index, storage(value), value.size(), copy, SQLITE_UTF8));
}

void Use::bind_blob(int index, std::string_view value) {
    check(sqlite3_bind_blob64(statement_, index, storage(value), value.size(), SQLITE_STATIC));
}

bool Use::is_null(int column) const noexcept {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Use::integer(int column) const noexcept {
    return sqlite3_column_int64(statement_, column);
}

double Use::real(int column) const noexcept { return sqlite3_column_double(statement_, column); }

std::string_view Use::text(int column) const noexcept {
    const auto* bytes = sqlite3_column_text(statement_, column);
    if (bytes == nullptr) return {};
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {reinterpret_cast<const char*>(bytes), size};
}

std::string_view Use::blob(int column) const noexcept {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

}  // namespace boswell::sqlite
