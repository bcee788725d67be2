// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/picture_hash.hpp"
#include "archive/read/pairs.hpp"
#include "model/record.hpp"

#include <string>
#include <vector>

namespace boswell::archive {

/// What a contact has published (XEP-0163), oldest first.
std::vector<PepRecord> pep_records(const sqlite::Database& database, const Pair& pair);

/// What was understood of something published, as the column `fields` has it.
std::vector<PepField> read_fields(sqlite::Statement& statement, const std::string& json);
inline constexpr auto pep_fields_sql = R"(
SELECT field.key, value.value
FROM json_each(?1) AS field
JOIN json_each(CASE field.type WHEN 'array' THEN field.value ELSE json_array(field.value) END) AS value
ORDER BY field.id, value.id)";

/// The keys of his devices, by when they were first seen.
std::vector<DeviceKeyRecord> device_key_records(const sqlite::Database& database, const Pair& pair);

/// Who has said that he was that contact, by when he first did.
std::vector<MoveClaimRecord> move_claim_records(const sqlite::Database& database, Jids& jids,
                                                const Pair& pair);

}  // namespace boswell::archive
