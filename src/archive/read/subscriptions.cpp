// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/subscriptions.hpp"

#include <algorithm>

namespace boswell::archive {

static constexpr auto versions_sql = R"(
SELECT seen_at, subscription IN ('to', 'both')
FROM roster_change
WHERE account_id = ?1 AND contact_id = ?2
ORDER BY id)";

static constexpr auto has_versions_sql = R"(
SELECT 1
FROM roster_change
WHERE account_id = ?1
LIMIT 1)";

static constexpr auto span_of_sql = R"(
SELECT since
FROM observation
WHERE account_id = ?1 AND since <= ?2
ORDER BY since DESC
LIMIT 1)";

static constexpr auto own_address_sql = R"(
SELECT address.id
FROM account
JOIN address ON address.jid = account.jid
WHERE account.id = ?1)";

static constexpr Time always = Time::min();
static constexpr Time forever = Time::max();

Subscriptions::Subscriptions(const sqlite::Database& database, RosterBeginnings& beginnings)
    : beginnings_(beginnings),
      versions_(database, versions_sql),
      has_versions_(database, has_versions_sql),
      span_of_(database, span_of_sql),
      own_address_(database, own_address_sql) {}

bool Subscriptions::is_roster_known(std::int64_t account_id) {
    return has_versions_.use(account_id).next();
}

/// The beginning of the span in which something was seen at that time.
Time Subscriptions::span_since(std::int64_t account_id, Time time) {
    const auto [known, is_new] = spans_since_.try_emplace({account_id, time}, time);
    if (!is_new) return known->second;
    if (auto use = span_of_.use(account_id, time); use.next()) known->second = use.get<Time>(0);
    return known->second;
}

Time Subscriptions::first_version_since(std::int64_t account_id, Time seen_at) {
    const auto [known, is_new] = roster_known_since_.try_emplace(account_id, seen_at);
    if (is_new) known->second = beginnings_.of(account_id).value_or(seen_at);
    const auto since = span_since(account_id, seen_at);
    return since == span_since(account_id, known->second) ? always : since;
}

bool Subscriptions::is_self(std::int64_t account_id, std::int64_t contact_id) {
    const auto [known, is_new] = own_addresses_.try_emplace(account_id);
    if (is_new) {
        if (auto use = own_address_.use(account_id); use.next())
            known->second = use.get<std::int64_t>(0);
    }
    return known->second == contact_id;
}

std::vector<Period> Subscriptions::of(std::int64_t account_id, std::int64_t contact_id) {
    // RFC 6121 4.2.2: the server sends an account the presence of its own resources
    if (is_self(account_id, contact_id)) return {{always, forever}};
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
