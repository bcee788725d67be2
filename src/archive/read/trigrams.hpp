// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"

#include <optional>
#include <string>

namespace boswell::archive {

/// What every message that meets the expression has in the table trigram, in FTS5's own language.
/// Nothing if the trigrams of a text say nothing about the expression. Throws UsageError for an
/// invalid regular expression.
std::optional<std::string> necessary_trigrams(const query::Expression& expression);

}  // namespace boswell::archive
