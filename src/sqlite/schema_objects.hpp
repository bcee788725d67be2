// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/migrations.hpp"

#include <string>
#include <vector>

namespace boswell::sqlite {

/// Throws Error, which names the object and says what to do, unless each table, index and view of
/// the present version of `schema` is in the file as its scripts make it, and nothing that is not
/// ours can keep us from writing: a unique index, an index on an expression or a part of the rows,
/// or a reference to our rows. Whatever else is in the file cannot act: triggers are off.
void require_own_objects(const Database& database, const Schema& schema);

/// What is in the file and not in `schema`, such as "trigger spy". What ANALYZE leaves is nobody's.
std::vector<std::string> foreign_objects(const Database& database, const Schema& schema);

}  // namespace boswell::sqlite
