// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Gives messages their ids: the milliseconds of the stamp since 2000-01-01 or, where that id is
/// taken, the nearest free one after it (before it, if the message comes from a history that is
/// fetched newest first). The order of ids is then the order in time, which lets "the newest fifty"
/// be read from the end of any index. The id is not the truth about the time, the stamp is: a stamp
/// before 2000 or far in the future gets an id at the end of the range.
class MessageIds {
public:
    enum class Side { after, before };

    explicit MessageIds(sqlite::Database& database);

    /// The id that a message with this stamp gets if it is free: more than 0, and far enough below
    /// 2^53 to leave room for later ids.
    static std::int64_t preferred(Time stamp) noexcept;

    /// The first and the last id at which readers look for a message with this stamp.
    static std::int64_t first(Time stamp) noexcept;
    static std::int64_t last(Time stamp) noexcept;

    /// The id to try for a message that had the id `wanted` in another archive: `wanted` if readers
    /// look there for a message with this stamp, else preferred(stamp).
    static std::int64_t kept(std::int64_t wanted, Time stamp) noexcept;

    /// The id to try first for a message that would like `preferred`: that one, or the next one
    /// after (Side::before: before) the ids that were given one after the other and `preferred` is
    /// among.
    std::int64_t first_try(std::int64_t preferred, Side side) const noexcept;
    /// A message has got this id.
    void given(std::int64_t id) noexcept;
    /// Ids that were given may be free again, because a transaction was undone.
    void forget() noexcept { first_given_ = last_given_ = 0; }

    /// An id that no message has or ever had, at or after `preferred`, and at most about five hours
    /// beyond the nearest such id. Of messages with the same stamp the later one gets the larger
    /// id.
    std::int64_t next_free(std::int64_t preferred);
    /// The same before `preferred`: of messages with the same stamp the later one gets the smaller
    /// id. If no id is free before `preferred`, the next free one after it.
    std::int64_t previous_free(std::int64_t preferred);

private:
    bool is_taken(std::int64_t id);
    std::optional<std::int64_t> nearest_free(std::int64_t preferred, std::int64_t direction);
    std::int64_t first_gap(std::int64_t from);

    // All ids from the one to the other are taken: of messages that came in a burst.
    std::int64_t first_given_ = 0;
    std::int64_t last_given_ = 0;

    sqlite::Statement find_;
    sqlite::Statement first_gap_;
};

}  // namespace boswell::archive
