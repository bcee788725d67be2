// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"

namespace boswell::cli {

/// True if no index bounds what has to be read for the search: substrings and regular expressions
/// without a word beside them.
bool reads_every_text(const query::Expression& where);

/// Says so on standard error, if that is a terminal.
void note_scan(const query::Expression& where);

}  // namespace boswell::cli
