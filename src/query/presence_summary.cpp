// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/presence_summary.hpp"

#include <algorithm>
#include <cassert>

namespace boswell::query {

PresenceSummary summarise(std::span<const PresenceInterval> intervals) {
    assert(!intervals.empty());
    PresenceSummary summary;
    summary.account = intervals.front().account;
    summary.contact = intervals.front().contact;
    summary.person = intervals.front().person;
    summary.period = {intervals.front().period.since, intervals.back().period.until};
    milliseconds session{0};
    for (const auto& interval : intervals) {
        const auto length = interval.period.until - interval.period.since;
        summary.by_state[interval.state] += length;
        if (!is_online(interval.state)) {
            session = milliseconds(0);
            continue;
        }
        if (session.count() == 0) ++summary.sessions;
        session += length;
        summary.longest_session = std::max(summary.longest_session, session);
        if (!summary.first_seen) summary.first_seen = interval.period.since;
        summary.last_seen = interval.period.until;
    }
    return summary;
}

std::vector<PresenceSummary> summarise(std::span<const PresenceInterval> intervals,
                                       const std::function<Time(Time)>& end_of) {
    assert(!intervals.empty());
    std::vector<PresenceSummary> parts;
    std::vector<PresenceInterval> part;
    auto end = end_of(intervals.front().period.since);
    for (auto interval : intervals) {
        while (interval.period.until > end) {
            auto first = interval;
            first.period.until = end;
            if (first.period.since < end) part.push_back(std::move(first));
            if (!part.empty()) parts.push_back(summarise(part));
            part.clear();
            interval.period.since = std::max(interval.period.since, end);
            end = end_of(end);
        }
        part.push_back(std::move(interval));
    }
    parts.push_back(summarise(part));
    return parts;
}

static void add(PresenceTotal& total, const PresenceSummary& summary) {
    bool online = false;
    bool observed = false;
    for (const auto& [state, length] : summary.by_state) {
        total.by_state[state] += length;
        online |= is_online(state);
        observed |= state != PresenceState::unknown;
    }
    ++total.contacts;
    total.observed_contacts += observed ? 1 : 0;
    total.online_contacts += online ? 1 : 0;
}

void add(std::vector<PresenceTotal>& totals, std::span<const PresenceSummary> parts) {
    if (totals.empty()) {
        for (const auto& part : parts) totals.push_back({.period = part.period});
    }
    assert(totals.size() == parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) add(totals[i], parts[i]);
}

}  // namespace boswell::query
