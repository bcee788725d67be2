// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"
#include "sqlite/database.hpp"

#include <cstdint>

namespace boswell::archive {

struct IdRange {
    std::int64_t first;
    std::int64_t last;
};

/// Where the ids of all messages are that have a stamp in this period. Others may be among them.
IdRange ids_of(const sqlite::Database& database, const query::Stamp& stamp);

}  // namespace boswell::archive
