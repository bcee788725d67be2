// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"

#include <string>

namespace boswell::query {

/// The expression in the query language: parse() makes the same of it again. Only what nobody can
/// type is lost: substrings become words, and the one conversation that is meant becomes "with:".
std::string to_string(const Expression& expression);

}  // namespace boswell::query
