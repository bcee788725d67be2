// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/message_ids.hpp"

#include <algorithm>

namespace boswell::archive {

static constexpr auto find_sql = "SELECT 1 FROM message WHERE id = ?1";

static constexpr std::int64_t year_2000 = 946684800000;
static constexpr std::int64_t largest = (std::int64_t{1} << 53) - (std::int64_t{1} << 40);

MessageIds::MessageIds(sqlite::Database& database) : find_(database, find_sql) {}

std::int64_t MessageIds::preferred(Time stamp) noexcept {
    const auto since_1970 = to_milliseconds(stamp);
    if (since_1970 <= year_2000) return 1;
    return std::min(since_1970 - year_2000, largest);
}

bool MessageIds::is_taken(std::int64_t id) { return find_.use(id).next(); }

// Many messages share a stamp: histories that know only seconds, or claim 1970 for everything.
// Steps that double and then halve find the end of what is taken in a few dozen looks instead of
// one for each message. Ids never become free again, so the same search never ends further left.
std::int64_t MessageIds::next_free(std::int64_t preferred) {
    if (!is_taken(preferred)) return preferred;
    std::int64_t step = 1;
    while (is_taken(preferred + step)) step *= 2;
    std::int64_t taken = preferred + step / 2;
    std::int64_t free = preferred + step;
    while (free - taken > 1) {
        const auto middle = taken + (free - taken) / 2;
        (is_taken(middle) ? taken : free) = middle;
    }
    return free;
}

}  // namespace boswell::archive
