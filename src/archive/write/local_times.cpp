// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/local_times.hpp"

#include "archive/related_rows.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO local_time (message_id, text, zone, ambiguous)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO NOTHING)";

static constexpr auto mark_sql = R"(
UPDATE message
SET has = has | ?2
WHERE id = ?1)";

LocalTimes::LocalTimes(sqlite::Database& database)
    : database_(database), insert_(database, insert_sql), mark_(database, mark_sql) {}

bool LocalTimes::add_lacking(std::int64_t message, const std::optional<LocalTime>& local) {
    if (!local) return false;
    insert_.run(message, local->text, local->zone, local->is_ambiguous);
    if (database_.changes() == 0) return false;
    mark_.run(message, related::local_time);
    return true;
}

}  // namespace boswell::archive
