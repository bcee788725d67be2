// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/migrations.hpp"

#include <string_view>

namespace boswell::archive {

/// The tables of an archive: schema/*.sql, and the mark that tells an archive from other databases.
const sqlite::Schema& schema();

/// True if there are rows of an earlier version that are not converted yet (write/conversion.hpp).
/// The search index is not complete then.
bool has_rows_to_convert(const sqlite::Database& database);

/// Throws Error unless the archive has the tables of this program and no rows to convert.
void require_current(const sqlite::Database& database);

/// The dictionary by which new archives pack stanzas: schema/stanza_dictionary.xml.
std::string_view stanza_dictionary();

/// Names the archive anew: what was exported of it cannot be continued, because rows are gone that
/// were there then.
inline constexpr auto begin_generation_sql = R"(
INSERT INTO property (name, value)
VALUES ('generation', randomblob(8))
ON CONFLICT (name) DO UPDATE
SET value = excluded.value)";

}  // namespace boswell::archive
