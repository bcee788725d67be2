// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"

#include <string>
#include <vector>

namespace boswell::query {

/// Texts in their coarse form (coarse.hpp), of at least three characters each.
using AnyOf = std::vector<std::string>;

/// What a substring or regular expression requires: the coarse form of a text in which it is found
/// has one text of each list. Empty if that says nothing: fewer than three characters are looked
/// for, or a regular expression may match without any certain characters. For what the search index
/// knows the list is empty, too. Throws UsageError for an invalid regular expression.
std::vector<AnyOf> required_texts(const Text& text);

}  // namespace boswell::query
