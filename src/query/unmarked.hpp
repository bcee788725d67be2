// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/traced.hpp"

#include <string>
#include <string_view>

namespace boswell::query {

/// Combining accents, and vowel points that Semitic scripts are mostly written without.
bool is_optional_mark(char32_t mark);

/// fold() without optional marks. Accents that are one with their letter stay.
std::string unmarked(std::string_view text);
Traced unmarked(const Traced& text);

}  // namespace boswell::query
