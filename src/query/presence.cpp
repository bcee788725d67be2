// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/presence.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace boswell::query {

namespace {

/// What determines the state of a contact.
struct State {
    PresenceState state = PresenceState::unknown;
    std::string resource;
    std::string status;
    friend bool operator==(const State&, const State&) = default;
};

/// The resources of a contact that are available, as far as the presences of one span say it.
class Resources {
public:
    void take(const Presence& presence);
    /// Of the contact, or of one resource.
    State state(const std::string* only) const;

private:
    struct Seen {
        const Presence* presence;
        std::size_t order;
    };
    std::map<std::string, Seen> available_;
    std::size_t taken_ = 0;
};

void Resources::take(const Presence& presence) {
    ++taken_;
    const auto& resource = presence.from.resourcepart();
    if (presence.type == PresenceType::available) {
        available_.insert_or_assign(resource, Seen{&presence, taken_});
    } else if (resource.empty()) {
        available_.clear();  // RFC 6121 4.3.2: unavailable from the bare JID speaks for all of them
    } else {
        available_.erase(resource);
    }
}

static PresenceState to_state(Show show) {
    switch (show) {
        case Show::chat:
            return PresenceState::chat;
        case Show::away:
            return PresenceState::away;
        case Show::xa:
            return PresenceState::xa;
        case Show::dnd:
            return PresenceState::dnd;
        case Show::available:
            break;
    }
    return PresenceState::available;
}

State Resources::state(const std::string* only) const {
    if (taken_ == 0) return {};
    const Seen* best = nullptr;
    for (const auto& [name, seen] : available_) {
        if (only != nullptr && name != *only) continue;
        const auto rank = [](const Seen& of) { return std::pair(of.presence->priority, of.order); };
        if (best == nullptr || rank(seen) > rank(*best)) best = &seen;
    }
    if (best == nullptr) return {PresenceState::offline, "", ""};
    return {to_state(best->presence->show), best->presence->from.resourcepart(),
            best->presence->status};
}

/// Collects intervals from the front to the back of a period.
class Tiling {
public:
    Tiling(const PresenceHistory& history, const Period& period)
        : history_(history), period_(period), since_(period.since) {}

    /// From `at` on the state is this. Times before the period count as its beginning.
    void change(Time at, State state) {
        if (state == state_) return;
        close(std::clamp(at, since_, period_.until));
        state_ = std::move(state);
    }
    std::vector<PresenceInterval> finish() {
        close(period_.until);
        return std::move(intervals_);
    }

private:
    void close(Time at);

    const PresenceHistory& history_;
    Period period_;
    Time since_;
    State state_;
    std::vector<PresenceInterval> intervals_;
};

void Tiling::close(Time at) {
    if (at <= since_) return;
    auto* const before = intervals_.empty() ? nullptr : &intervals_.back();
    const bool same = before != nullptr && before->state == state_.state &&
                      before->resource == state_.resource && before->status == state_.status;
    if (same) {  // the states between them took no time
        before->period.until = at;
    } else {
        intervals_.push_back({.account = history_.account,
                              .contact = history_.contact,
                              .state = state_.state,
                              .period = {since_, at},
                              .resource = state_.resource,
                              .status = state_.status});
    }
    since_ = at;
}

}  // namespace

static bool is_evidence(const Presence& presence) {
    const bool says_state =
        presence.type == PresenceType::available || presence.type == PresenceType::unavailable;
    return says_state && (presence.cause == Cause::change || presence.cause == Cause::snapshot);
}

/// The server had kept something of the contact, so the contact is no longer as before; the first
/// that is heard in the span says how.
static bool begins_with_news(const ObservedSpan& span) {
    const auto first = std::ranges::find_if(span.presences, is_evidence);
    return first != span.presences.end() && first->cause == Cause::snapshot;
}

static void sweep(const ObservedSpan& span, Resources& resources, Tiling& tiling,
                  const std::string* only) {
    if (!span.continues) resources = {};  // what an earlier span showed is over
    const bool is_empty = span.period.since >= span.period.until;
    tiling.change(span.period.since, begins_with_news(span) ? State{} : resources.state(only));
    for (const auto& presence : span.presences) {
        if (!is_evidence(presence)) continue;
        resources.take(presence);
        // An empty span only tells the one behind it what was known.
        if (presence.seen_at >= span.period.until || is_empty) continue;
        tiling.change(std::max(presence.seen_at, span.period.since), resources.state(only));
    }
    tiling.change(span.period.until, State{});
}

static std::vector<PresenceInterval> tiled(const PresenceHistory& history, const Period& period,
                                           const std::string* only) {
    if (period.since >= period.until) return {};
    Tiling tiling(history, period);
    Resources resources;
    for (const auto& span : history.spans) {
        if (span.period.since >= period.until) break;
        sweep(span, resources, tiling, only);
    }
    return tiling.finish();
}

std::vector<PresenceInterval> presence_intervals(const PresenceHistory& history,
                                                 const Period& period) {
    return tiled(history, period, nullptr);
}

std::vector<PresenceInterval> resource_intervals(const PresenceHistory& history,
                                                 const Period& period,
                                                 const std::string& resource) {
    auto intervals = tiled(history, period, &resource);
    for (auto& interval : intervals) interval.resource = resource;
    return intervals;
}

}  // namespace boswell::query
