// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/message_ids.hpp"

#include <algorithm>

namespace boswell::archive {

// An id that a message had before it was moved still finds that message.
static constexpr auto find_sql = R"(
SELECT 1
FROM message
WHERE id = ?1
UNION ALL
SELECT 1
FROM moved_message
WHERE old_id = ?1)";

static constexpr auto first_gap_sql = R"(
SELECT taken.id + 1
FROM message AS taken
WHERE taken.id >= ?1
  AND NOT EXISTS (SELECT 1 FROM message AS next WHERE next.id = taken.id + 1)
ORDER BY taken.id
LIMIT 1)";

static constexpr std::int64_t year_2000 = 946684800000;
static constexpr std::int64_t largest = (std::int64_t{1} << 53) - (std::int64_t{1} << 40);

// Readers that look for a period count on an id lying near its stamp's place.
static constexpr std::int64_t longest_step = std::int64_t{1} << 24;  // about five hours

// How far from the place of its stamp readers look for a message.
static constexpr std::int64_t most_displaced = std::int64_t{1} << 31;

MessageIds::MessageIds(sqlite::Database& database)
    : find_(database, find_sql), first_gap_(database, first_gap_sql) {}

std::int64_t MessageIds::preferred(Time stamp) noexcept {
    const auto since_1970 = to_milliseconds(stamp);
    if (since_1970 <= year_2000) return 1;
    return std::min(since_1970 - year_2000, largest);
}

std::int64_t MessageIds::first(Time stamp) noexcept {
    return std::max<std::int64_t>(1, preferred(stamp) - most_displaced);
}
std::int64_t MessageIds::last(Time stamp) noexcept { return preferred(stamp) + most_displaced; }

std::int64_t MessageIds::kept(std::int64_t wanted, Time stamp) noexcept {
    return wanted >= first(stamp) && wanted <= last(stamp) ? wanted : preferred(stamp);
}

std::int64_t MessageIds::first_try(std::int64_t preferred, Side side) const noexcept {
    if (preferred < first_given_ || preferred > last_given_) return preferred;
    if (side == Side::after) return last_given_ + 1;
    return first_given_ > 1 ? first_given_ - 1 : preferred;
}

void MessageIds::given(std::int64_t id) noexcept {
    if (id == last_given_ + 1) {
        last_given_ = id;
    } else if (id == first_given_ - 1) {
        first_given_ = id;
    } else {
        first_given_ = last_given_ = id;
    }
}

bool MessageIds::is_taken(std::int64_t id) { return find_.use(id).next(); }

// Many messages share a stamp: histories that know only seconds, or claim 1970 for everything.
// Steps that double and then halve find the end of what is taken in a few dozen looks instead of
// one for each message. Ids never become free again, so the same search never ends nearer.
std::optional<std::int64_t> MessageIds::nearest_free(std::int64_t preferred,
                                                     std::int64_t direction) {
    if (!is_taken(preferred)) return preferred;
    const auto limit = direction > 0 ? longest_step : std::min(longest_step, preferred);
    std::int64_t taken = 0;  // steps from `preferred`
    std::int64_t free = 1;
    while (is_taken(preferred + free * direction)) {
        if (free == limit) return std::nullopt;
        taken = free;
        free = std::min(2 * free, limit);
    }
    while (free - taken > 1) {
        const auto middle = taken + (free - taken) / 2;
        (is_taken(preferred + middle * direction) ? taken : free) = middle;
    }
    return preferred + free * direction;
}

std::int64_t MessageIds::next_free(std::int64_t preferred) {
    if (const auto id = nearest_free(preferred, +1)) return *id;
    return first_gap(preferred);
}

std::int64_t MessageIds::previous_free(std::int64_t preferred) {
    if (const auto id = nearest_free(preferred, -1); id && *id > 0) return *id;
    return next_free(preferred);
}

// Looks at one id after the other. That is needed only where somebody has chosen stamps against
// nearest_free(): a message at every power of two.
std::int64_t MessageIds::first_gap(std::int64_t from) {
    for (;;) {
        {
            auto use = first_gap_.use(from);
            if (use.next()) from = use.get<std::int64_t>(0);
        }
        if (!is_taken(from)) return from;
        ++from;  // the id of a message that was moved
    }
}

}  // namespace boswell::archive
