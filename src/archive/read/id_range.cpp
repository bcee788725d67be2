// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/id_range.hpp"

#include "archive/message_ids.hpp"
#include "sqlite/statement.hpp"

#include <algorithm>
#include <limits>

namespace boswell::archive {

// As in the index.
static constexpr std::int64_t most_beyond = 60'000;

static constexpr auto displaced_sql = R"(
SELECT min(id), max(id)
FROM message INDEXED BY message_displaced
WHERE id - (stamp - 946684800000) NOT BETWEEN 0 AND 60000 AND stamp >= ?1 AND stamp < ?2)";

IdRange ids_of(const sqlite::Database& database, const query::Stamp& stamp) {
    IdRange range{1, std::numeric_limits<std::int64_t>::max()};
    if (stamp.since) range.first = MessageIds::preferred(*stamp.since);
    if (stamp.until) range.last = MessageIds::preferred(*stamp.until) + most_beyond;
    sqlite::Statement displaced(database, displaced_sql);
    auto use = displaced.use(stamp.since.value_or(Time::min()), stamp.until.value_or(Time::max()));
    if (!use.next() || use.is_null(0)) return range;
    return {std::min(range.first, use.get<std::int64_t>(0)),
            std::max(range.last, use.get<std::int64_t>(1))};
}

}  // namespace boswell::archive
