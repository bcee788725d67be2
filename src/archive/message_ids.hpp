// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Gives messages their ids: the milliseconds of the stamp since 2000-01-01, or the nearest free
/// one behind it; before it, if the message comes from a history that is fetched newest first. The
/// order of ids is then the order in time, which lets "the newest fifty" be read from the end of
/// any index. The id is not the truth about the time, the stamp is: a stamp before 2000 or far in
/// the future gets an id at the end of the range.
class MessageIds {
public:
    explicit MessageIds(sqlite::Database& database);

    /// Where the id of a message with this stamp would be if nothing were there: more than 0, and
    /// far enough below 2^53 for all that might follow.
    static std::int64_t preferred(Time stamp) noexcept;

    /// The first and the last id at which readers look for a message with this stamp.
    static std::int64_t first(Time stamp) noexcept;
    static std::int64_t last(Time stamp) noexcept;

    /// Where to put a message that had the id `wanted` in another archive: there, if that is a
    /// place for its stamp, else where it would be if nothing were there.
    static std::int64_t kept(std::int64_t wanted, Time stamp) noexcept;

    /// An id that no message has, at or after `preferred`, and no further away than about five
    /// hours more than it must be. Of messages with the same stamp the later one gets the larger
    /// id.
    std::int64_t next_free(std::int64_t preferred);
    /// The same before `preferred`: of messages with the same stamp the later one gets the smaller
    /// id. Where nothing is free there it is the next free one.
    std::int64_t previous_free(std::int64_t preferred);

private:
    bool is_taken(std::int64_t id);
    std::optional<std::int64_t> nearest_free(std::int64_t preferred, std::int64_t direction);
    std::int64_t first_gap(std::int64_t from);

    sqlite::Statement find_;
    sqlite::Statement first_gap_;
};

}  // namespace boswell::archive
