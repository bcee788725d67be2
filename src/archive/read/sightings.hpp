// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/presence_replay.hpp"
#include "archive/read/pairs.hpp"
#include "archive/read/presence_row.hpp"
#include "archive/read/spans.hpp"
#include "query/presence.hpp"
#include "sqlite/statement.hpp"

#include <optional>
#include <vector>

namespace boswell::archive {

/// What was seen of one contact after the other, for the intervals of a period.
class Sightings {
public:
    Sightings(const sqlite::Database& database, Jids& jids, RosterBeginnings& beginnings, Time now);

    /// Of what came before the period only what says how things were in it. The resources in it
    /// belong to the Jids.
    std::vector<query::ObservedSpan> of(const Pair& pair, const Period& period);
    /// The same for who wants to know only how things were at the end of the period: nothing is
    /// read if that was not watched, because then nobody knows.
    std::vector<query::ObservedSpan> until_end_of(const Pair& pair, const Period& period);
    /// Whether the account was watched at the end of the period: if not, nothing is known of any of
    /// its contacts then.
    bool is_watched_at_end(std::int64_t account_id, const Period& period);
    /// When the last but two of the presences of whatever kind was seen, or the first of fewer.
    std::optional<Time> third_last_before(const Pair& pair, Time time);

private:
    std::vector<query::ObservedSpan> seen_in(const std::vector<WatchedSpan>& spans,
                                             const Pair& pair, const Period& period);
    bool news_to_come(const Pair& pair, const WatchedSpan& span, Time since);

    Jids& jids_;
    sqlite::Statement all_;
    sqlite::Statement latest_;
    sqlite::Statement checkpoint_;
    sqlite::Statement held_;
    sqlite::Statement last_;
    sqlite::Statement next_;
    ObservedSpans spans_;
};

}  // namespace boswell::archive
