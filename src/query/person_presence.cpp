// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/person_presence.hpp"

#include <algorithm>
#include <cassert>

namespace boswell::query {

// The least counts. Whether offline or unknown counts more is not the same for the accounts that
// see one address and for the addresses of one person.
static int rank(PresenceState state, PresenceState last) {
    if (state == last) return 6;
    switch (state) {
        case PresenceState::chat:
            return 0;
        case PresenceState::available:
            return 1;
        case PresenceState::dnd:
            return 2;
        case PresenceState::away:
            return 3;
        case PresenceState::xa:
            return 4;
        case PresenceState::offline:
        case PresenceState::unknown:
            break;
    }
    return 5;
}

/// What counts of what is seen at one moment: a pointer to one of `seen`, or nullptr if the person
/// is unknown because an address is.
template <typename Seen>
static const Seen* what_counts(const Person& person, std::span<const Seen* const> seen) {
    const Seen* best = nullptr;
    bool any_unknown = false;
    for (const auto& jid : person.jids) {
        const Seen* here = nullptr;
        for (const auto* each : seen) {
            if (each->contact != jid) continue;
            if (here == nullptr || rank(each->state, PresenceState::unknown) <
                                       rank(here->state, PresenceState::unknown))
                here = each;
        }
        if (here == nullptr || here->state == PresenceState::unknown)
            any_unknown = true;
        else if (best == nullptr || rank(here->state, PresenceState::offline) <
                                        rank(best->state, PresenceState::offline))
            best = here;
    }
    const bool online = best != nullptr && is_online(best->state);
    return online || !any_unknown ? best : nullptr;
}

/// What is known of the person where nobody is online, made of the first that was seen.
template <typename Seen>
static Seen without_details(Seen first, PresenceState state) {
    first.state = state;
    first.resource.clear();
    first.status.clear();
    return first;
}

template <typename Seen>
static Seen as_person(const Person& person, std::span<const Seen* const> seen) {
    const auto* best = what_counts(person, seen);
    auto as = best != nullptr && is_online(best->state)
                  ? *best
                  : without_details(*seen.front(), best == nullptr ? PresenceState::unknown
                                                                   : PresenceState::offline);
    as.person = person.name;
    return as;
}

static bool is_same(const PresenceInterval& one, PresenceInterval other) {
    other.period = one.period;
    return one == other;
}

std::vector<PresenceInterval> person_intervals(const Person& person, const Sightings& sightings) {
    assert(!sightings.empty() && !sightings.front().empty());
    std::vector<PresenceInterval> intervals;
    std::vector<std::size_t> places(sightings.size(), 0);
    std::vector<const PresenceInterval*> here(sightings.size());
    const auto end = sightings.front().back().period.until;
    for (auto since = sightings.front().front().period.since; since < end;) {
        auto until = end;
        for (std::size_t i = 0; i < sightings.size(); ++i) {
            while (sightings[i][places[i]].period.until <= since) ++places[i];
            here[i] = &sightings[i][places[i]];
            until = std::min(until, here[i]->period.until);
        }
        auto next = as_person<PresenceInterval>(person, here);
        next.period = {since, until};
        if (!intervals.empty() && is_same(intervals.back(), next))
            intervals.back().period.until = until;
        else
            intervals.push_back(std::move(next));
        since = until;
    }
    return intervals;
}

PresenceAt person_at(const Person& person, std::span<const PresenceAt> states) {
    assert(!states.empty());
    std::vector<const PresenceAt*> seen;
    for (const auto& state : states) seen.push_back(&state);
    auto as = as_person<PresenceAt>(person, seen);
    if (is_online(as.state)) return as;
    as.since.reset();
    for (const auto& state : states) {
        if (as.state == PresenceState::offline && state.state == PresenceState::offline)
            as.since = std::max(as.since, state.since);
    }
    return as;
}

}  // namespace boswell::query
