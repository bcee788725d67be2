// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <cstdint>
#include <functional>
#include <string_view>

namespace boswell::sqlite {

/// Says whether a text passes the test with this number.
using TextTest = std::function<bool(std::int64_t number, std::string_view text)>;

/// Adds `name(number, text, text)` to the SQL of a connection: 1 if one of the texts passes, else
/// 0; NULL is no text. The file itself cannot use it in views or triggers. An exception of `test`
/// ends the statement with an Error.
void add_text_test(Database& database, const char* name, TextTest test);

/// A scope in which statements of a connection end with an Error soon after `is_over` says so. It
/// is asked about every millisecond of work, and must not throw.
class Interruption {
public:
    Interruption(Database& database, std::function<bool()> is_over);
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

private:
    sqlite3* connection_;
    std::function<bool()> is_over_;
};

}  // namespace boswell::sqlite
