// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// A text as a string of FTS5's own language.
std::string fts_string(std::string_view text);

/// An expression of words, phrases and prefixes in FTS5's own language, each text quoted, so that
/// nothing a person typed is an operator. Nothing if the index alone cannot answer the expression,
/// because it has other conditions, a text without words, signs within words or only exclusions, or
/// because it nests deeper than FTS5's parser can follow.
std::optional<std::string> to_fts(const query::Expression& expression);

/// The same for an expression that the index cannot answer alone: what every message has that meets
/// it. Nothing if the index knows nothing that all of them have.
std::optional<std::string> necessary_fts(const query::Expression& expression);

/// The same for messages that meet all of `conditions` and none of `exclusions`, which may be
/// empty.
std::string join_fts(const std::vector<std::string>& conditions,
                     const std::vector<std::string>& exclusions);

/// True if a part of it is the beginning of a word: the index reads all that it holds of all words
/// that begin so before it finds the first place.
bool has_prefix(const query::Expression& expression);

}  // namespace boswell::archive
