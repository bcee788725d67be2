// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace boswell::sqlite {

/// The length in bytes of a text or BLOB in table `table`, column `column`, of the row with this
/// rowid. nullopt if there is no such row, or if it has another type there, such as NULL.
///
/// SQL has this for a BLOB only: length() of a text reads all of it, and a text of megabytes lies
/// on a thousand pages. This asks for the header of the row
/// (https://www.sqlite.org/c3ref/blob_bytes.html).
std::optional<std::size_t> stored_length(Database& database, const char* table, const char* column,
                                         std::int64_t rowid);

}  // namespace boswell::sqlite
