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

/// The keys of his devices, by when they were first seen.
std::vector<DeviceKeyRecord> device_key_records(const sqlite::Database& database, const Pair& pair);

}  // namespace boswell::archive
