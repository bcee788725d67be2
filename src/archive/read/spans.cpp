// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/spans.hpp"

#include "archive/lock.hpp"
#include "model/sign_of_life.hpp"

#include <algorithm>
#include <iterator>

namespace boswell::archive {

static constexpr auto overlapping_sql = R"(
SELECT id, since, until, continues_id, heard_until,
       id IS (SELECT observation_id FROM account WHERE account.id = ?1)
FROM observation
WHERE account_id = ?1
  AND since >= ifnull((SELECT max(since) FROM observation WHERE account_id = ?1 AND since <= ?2), ?2)
  AND since < ?3
  AND presence = 1
ORDER BY since)";

static constexpr auto by_id_sql = R"(
SELECT id, since, until, continues_id, heard_until
FROM observation
WHERE id = ?1 AND presence = 1)";

// As many as are asked for of one contact after the other.
static constexpr std::size_t most_periods = 32;

ObservedSpans::ObservedSpans(const sqlite::Database& database, RosterBeginnings& beginnings,
                             Time now)
    : now_(now),
      archive_(database.path()),
      overlapping_(database, overlapping_sql),
      by_id_(database, by_id_sql),
      subscriptions_(database, beginnings) {}

static std::vector<Period> intersection(const std::vector<Period>& one,
                                        const std::vector<Period>& other) {
    std::vector<Period> both;
    auto a = one.begin();
    auto b = other.begin();
    while (a != one.end() && b != other.end()) {
        const Period common{std::max(a->since, b->since), std::min(a->until, b->until)};
        if (common.since < common.until) both.push_back(common);
        (a->until < b->until ? a : b)++;
    }
    return both;
}

/// How far the open span of an account reaches. A proof is written down from time to time, and the
/// connection is alive between two of them. An agent that is gone proves nothing.
Time ObservedSpans::proved_until(Time last_proof) const {
    const bool lives = now_ - last_proof < proof_lifetime && is_locked(archive_);
    return lives ? std::max(last_proof, now_) : last_proof;
}

static WatchedSpan to_span(const sqlite::Use& row) {
    WatchedSpan span{.observation = row.get<std::int64_t>(0),
                     .continues = row.get<std::optional<std::int64_t>>(3),
                     .period = {row.get<Time>(1), row.get<Time>(2)}};
    const auto last = row.get<std::optional<Time>>(4).value_or(span.period.until);
    span.heard = {span.period.since, std::max(last, span.period.until) + milliseconds(1)};
    return span;
}

/// Two spans overlap if the clock was set back between them or if one was imported. The time that
/// they have in common goes to the span that was written later.
static void separate(WatchedSpan& earlier, WatchedSpan& later) {
    if (later.period.since >= earlier.period.until) return;
    if (later.observation > earlier.observation)
        earlier.period.until = later.period.since;
    else
        later.period.since = std::min(earlier.period.until, later.period.until);
}

std::vector<WatchedSpan> ObservedSpans::overlapping(std::int64_t account_id, const Period& period) {
    auto use = overlapping_.use(account_id, period.since, period.until);
    std::vector<WatchedSpan> spans;
    while (use.next()) {
        auto span = to_span(use);
        if (use.get<bool>(5)) {
            span.period.until = proved_until(span.period.until);
            // What ends after the last proof was written, as a subscription may, ends before now.
            span.heard.until = std::max(span.heard.until, span.period.until + milliseconds(1));
        }
        if (!spans.empty()) separate(spans.back(), span);
        spans.push_back(span);
    }
    std::erase_if(spans, [&](const WatchedSpan& span) {
        return span.period.since >= span.period.until || span.period.until <= period.since;
    });
    for (auto& span : spans) span.unassigned = span.period;
    return spans;
}

/// The spans whose stream `span` goes on with, the first one first.
std::vector<WatchedSpan> ObservedSpans::ancestors(const WatchedSpan& span) {
    std::vector<WatchedSpan> found;
    auto child = span;
    // A span goes on with one that was written before it. Anything else is no work of ours, and
    // could lead round in a circle.
    while (child.continues && *child.continues < child.observation) {
        auto use = by_id_.use(*child.continues);
        if (!use.next()) break;
        const auto next = child.heard.since;
        child = to_span(use);
        // Where the clock was set back, the next one may begin before this one.
        child.unassigned = {child.period.since,
                            std::max(child.period.since, std::min(child.period.until, next))};
        child.period = {span.period.since, span.period.since};
        child.follows = true;
        found.push_back(child);
    }
    std::ranges::reverse(found);
    if (!found.empty()) found.front().follows = false;
    return found;
}

const std::vector<WatchedSpan>& ObservedSpans::watched(std::int64_t account_id,
                                                       const Period& period) {
    const std::tuple key(account_id, period.since, period.until);
    if (const auto known = watched_.find(key); known != watched_.end()) return known->second;
    if (watched_.size() >= most_periods) watched_.clear();
    auto& spans = watched_[key];
    for (auto& span : overlapping(account_id, period)) {
        const bool is_here = !spans.empty() && spans.back().observation == span.continues;
        if (!is_here) std::ranges::copy(ancestors(span), std::back_inserter(spans));
        span.follows = is_here || (!spans.empty() && spans.back().observation == span.continues);
        spans.push_back(span);
    }
    return spans;
}

// Presences and period may be by different clocks, so a part that contains the last presences ends
// with the period, whatever their times are.
static Period part_of(const Period& period, const Period& common, bool to_its_end) {
    const auto since = std::clamp(common.since, period.since, period.until);
    if (to_its_end) return {since, period.until};
    return {since, std::clamp(common.until, since, period.until)};
}

/// The part of `span` in which its presences are those of `common`.
static WatchedSpan part_of(const WatchedSpan& span, const Period& common) {
    auto part = span;
    part.heard = common;
    part.to_its_end = common.until == span.heard.until;
    part.period = part_of(span.period, common, part.to_its_end);
    part.unassigned = part_of(span.unassigned, common, part.to_its_end);
    return part;
}

std::vector<WatchedSpan> ObservedSpans::find(std::int64_t account_id, std::int64_t contact_id,
                                             const Period& period) {
    const auto subscriptions = subscriptions_.of(account_id, contact_id);
    std::vector<WatchedSpan> parts;
    bool before_was_whole = false;  // the last part reached the end of the span before
    for (const auto& span : watched(account_id, period)) {
        bool is_whole = false;
        for (const auto& common : intersection({span.heard}, subscriptions)) {
            auto part = part_of(span, common);
            part.follows = span.follows && before_was_whole && common.since == span.heard.since;
            is_whole = part.to_its_end;
            parts.push_back(part);
        }
        before_was_whole = is_whole;
    }
    return parts;
}

}  // namespace boswell::archive
