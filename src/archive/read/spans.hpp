// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/subscriptions.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace boswell::archive {

/// A span of table observation, or the part of it in which a contact's presence reached us.
struct WatchedSpan {
    std::int64_t observation = 0;
    std::optional<std::int64_t> continues;  ///< the observation whose stream went on
    /// The time that counts as watched. Empty for a span of which only its presences are wanted,
    /// because a later one goes on with what they say.
    Period period;
    /// The time in which presences of the span came, by the clock of that time.
    Period heard;
    /// The time in which a presence that names no observation counts as seen in this span.
    Period unassigned;
    bool to_its_end = true;  ///< false: a part that ends before the observation does
    bool follows = false;    ///< nothing was lost between the span before it in the list and it
};

/// The spans in which presence of one contact of one account would have been seen: the account was
/// watched, and it was subscribed to the contact's presence.
class ObservedSpans {
public:
    /// An account is watched until `now` if it is connected and its last sign of life is not too
    /// old at that time.
    ObservedSpans(const sqlite::Database& database, RosterBeginnings& beginnings, Time now);

    /// The spans that overlap `period`, ascending and disjoint. If the first of them continues the
    /// stream of earlier spans, these precede it in the list, with empty periods.
    std::vector<WatchedSpan> find(std::int64_t account_id, std::int64_t contact_id,
                                  const Period& period);

    /// The same for all contacts of the account, whether it was subscribed to them or not. Until
    /// the next question.
    const std::vector<WatchedSpan>& watched(std::int64_t account_id, const Period& period);

private:
    Time proved_until(Time last_proof) const;
    std::vector<WatchedSpan> overlapping(std::int64_t account_id, const Period& period);
    std::vector<WatchedSpan> ancestors(const WatchedSpan& span);

    Time now_;
    std::filesystem::path archive_;
    sqlite::Statement overlapping_;
    sqlite::Statement by_id_;
    Subscriptions subscriptions_;
    // By account and period, as far as asked for. All contacts of an account have the same ones.
    std::map<std::tuple<std::int64_t, Time, Time>, std::vector<WatchedSpan>> watched_;
};

}  // namespace boswell::archive
