// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/presence.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace boswell::query {

namespace {

/// What determines the state of a contact.
struct State {
    PresenceState state = PresenceState::unknown;
    const Evidence* shown_by = nullptr;  ///< of whom is online

    std::string_view resource() const { return shown_by != nullptr ? shown_by->resource : ""; }
    std::string_view status() const {
        return shown_by != nullptr ? std::string_view(shown_by->status) : "";
    }
    friend bool operator==(const State& one, const State& other) {
        return one.state == other.state && one.resource() == other.resource() &&
               one.status() == other.status();
    }
};

/// The resources of a contact that are available, as far as the presences of one span say it.
class Resources {
public:
    void take(const Evidence& presence);
    /// Of the contact, or of one resource.
    State state(const std::string* only) const;

private:
    std::vector<const Evidence*> available_;  // in the order of arrival
    bool any_ = false;
};

void Resources::take(const Evidence& presence) {
    any_ = true;
    // RFC 6121 4.3.2: unavailable from the bare JID speaks for all of them
    const bool of_all = !presence.is_available && presence.resource.empty();
    std::erase_if(available_, [&](const Evidence* seen) {
        return of_all || seen->resource == presence.resource;
    });
    if (presence.is_available) available_.push_back(&presence);
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
    if (!any_) return {};
    const Evidence* best = nullptr;
    for (const auto* seen : available_) {
        if (only != nullptr && seen->resource != *only) continue;
        if (best == nullptr || seen->priority >= best->priority) best = seen;
    }
    if (best == nullptr) return {PresenceState::offline};
    return {to_state(best->show), best};
}

/// Collects intervals from the front to the back of a period.
class Tiling {
public:
    Tiling(const PresenceHistory& history, const Period& period)
        : history_(history), period_(period), since_(period.since) {}

    /// From `at` on the state is this. Times before the period count as its beginning.
    void change(Time at, const State& state) {
        if (state == state_) return;
        close(std::clamp(at, since_, period_.until));
        state_ = state;
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
                      before->resource == state_.resource() && before->status == state_.status();
    if (same) {  // the states between them took no time
        before->period.until = at;
    } else {
        intervals_.push_back({.account = history_.account,
                              .contact = history_.contact,
                              .state = state_.state,
                              .period = {since_, at},
                              .resource = std::string(state_.resource()),
                              .status = std::string(state_.status())});
    }
    since_ = at;
}

}  // namespace

/// The server had kept something of the contact, so the contact is no longer as before; the first
/// that is heard in the span says how.
static bool begins_with_news(const ObservedSpan& span) {
    if (span.presences.empty()) return span.news_to_come;
    return span.presences.front().cause == Cause::snapshot;
}

static void sweep(const ObservedSpan& span, Resources& resources, Tiling& tiling,
                  const std::string* only) {
    if (!span.continues) resources = {};  // what an earlier span showed is over
    const bool is_empty = span.period.since >= span.period.until;
    tiling.change(span.period.since, begins_with_news(span) ? State{} : resources.state(only));
    for (const auto& presence : span.presences) {
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
