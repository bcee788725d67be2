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

}  // namespace boswell::sqlite
