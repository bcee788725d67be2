// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/spans.hpp"

#include "archive/lock.hpp"
#include "model/sign_of_life.hpp"

#include <algorithm>

namespace boswell::archive {

static constexpr auto watched_sql = R"(
SELECT since, until, id IS (SELECT observation_id FROM account WHERE account.id = ?1)
FROM observation
WHERE account_id = ?1
  AND since >= ifnull((SELECT max(since) FROM observation WHERE account_id = ?1 AND since <= ?2), ?2)
  AND since < ?3
  AND presence = 1
ORDER BY since)";

static constexpr auto versions_sql = R"(
SELECT seen_at, subscription IN ('to', 'both')
FROM roster_change
WHERE account_id = ?1 AND contact_id = ?2
ORDER BY id)";

// In the order of the rowid: the first rows belong to the first accounts.
static constexpr auto first_version_sql = R"(
SELECT seen_at
FROM roster_change
WHERE +account_id = ?1
ORDER BY id
LIMIT 1)";

static constexpr auto span_of_sql = R"(
SELECT since
FROM observation
WHERE account_id = ?1 AND since <= ?2
ORDER BY since DESC
LIMIT 1)";

static constexpr auto is_self_sql = R"(
SELECT 1
FROM account
JOIN address ON address.jid = account.jid
WHERE account.id = ?1 AND address.id = ?2)";

static constexpr Time always = Time::min();
static constexpr Time forever = Time::max();

ObservedSpans::ObservedSpans(const sqlite::Database& database, Time now)
    : now_(now),
      agent_is_running_(is_locked(database.path())),
      watched_(database, watched_sql),
      versions_(database, versions_sql),
      first_version_(database, first_version_sql),
      span_of_(database, span_of_sql),
      is_self_(database, is_self_sql) {}

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

std::vector<Period> ObservedSpans::find(std::int64_t account_id, std::int64_t contact_id,
                                        const Period& period) {
    return intersection(watched(account_id, period), subscribed(account_id, contact_id));
}

/// How far the open span of an account reaches. A proof is written down from time to time, and the
/// connection is alive between two of them. An agent that is gone proves nothing.
Time ObservedSpans::proved_until(Time last_proof) const {
    const bool lives = agent_is_running_ && now_ - last_proof < proof_lifetime;
    return lives ? std::max(last_proof, now_) : last_proof;
}

/// Spans of one account do not overlap; should two do so, the later one begins where the earlier
/// one ends.
std::vector<Period> ObservedSpans::watched(std::int64_t account_id, const Period& period) {
    auto use = watched_.use(account_id, period.since, period.until);
    std::vector<Period> spans;
    while (use.next()) {
        Period span{use.get<Time>(0), use.get<Time>(1)};
        if (!spans.empty()) span.since = std::max(span.since, spans.back().until);
        if (use.get<bool>(2)) span.until = proved_until(span.until);
        const bool overlaps = span.since < span.until && span.until > period.since;
        if (overlaps) spans.push_back(span);
    }
    return spans;
}

Time ObservedSpans::first_version_since(std::int64_t account_id, Time seen_at) {
    const auto span_since = [&](Time time) {
        auto use = span_of_.use(account_id, time);
        return use.next() ? use.get<Time>(0) : time;
    };
    auto use = first_version_.use(account_id);
    const auto roster_known = use.next() ? use.get<Time>(0) : seen_at;
    const auto since = span_since(seen_at);
    return since == span_since(roster_known) ? always : since;
}

std::vector<Period> ObservedSpans::subscribed(std::int64_t account_id, std::int64_t contact_id) {
    // RFC 6121 4.2.2: the server sends an account the presence of its own resources
    if (is_self_.use(account_id, contact_id).next()) return {{always, forever}};
    std::vector<Period> spans;
    bool is_first = true;
    auto use = versions_.use(account_id, contact_id);
    while (use.next()) {
        auto since = use.get<Time>(0);
        if (is_first) since = first_version_since(account_id, since);
        is_first = false;
        const bool was_open = !spans.empty() && spans.back().until == forever;
        const bool is_open = use.get<bool>(1);
        if (is_open && !was_open) spans.push_back({since, forever});
        if (was_open && !is_open) spans.back().until = since;
    }
    return spans;
}

}  // namespace boswell::archive
