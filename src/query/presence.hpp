// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// A presence that says how a contact is: available or unavailable, neither delayed nor of a room.
/// Errors and subscription stanzas claim nothing.
struct Evidence {
    Time seen_at;
    std::string_view resource;  ///< "" for the bare address; belongs to whoever read it
    bool is_available = true;
    Show show = Show::available;
    int priority = 0;
    Cause cause = Cause::change;  ///< or snapshot
    std::string status;
};

/// A span in which the contact's presence reached us.
struct ObservedSpan {
    Period period;
    /// The stream of the span before went on, and nothing was lost between the two.
    bool continues = false;
    /// What was seen in it, in the order of arrival. Where the clock was set, some of them may be
    /// dated later than the period.
    std::vector<Evidence> presences;
    /// There are none because the period ends before the first, which is a snapshot.
    bool news_to_come = false;
};

/// What was seen of one contact of one account, for presence_intervals().
struct PresenceHistory {
    Jid account;
    Jid contact;                          ///< bare
    std::span<const ObservedSpan> spans;  ///< ascending, disjoint; may begin long before the period
};

/// The contact's state over `period`: intervals in order, which tile the period exactly and of
/// which no two neighbours are the same. Outside of the observed spans the state is unknown,
/// whatever was seen before. Within a span it is unknown until the first presence of that span,
/// which shows how things are and not that somebody has just arrived. A span that continues the one
/// before begins with what that one ended with, unless the first presence in it is a snapshot: the
/// time between is unknown, but of whom nothing was kept there was nothing to tell.
/// Several resources are merged by the highest priority, then by the latest (RFC 6121 4.7.2.3).
/// A contact who has no presence in a span stays unknown in it.
std::vector<PresenceInterval> presence_intervals(const PresenceHistory& history,
                                                 const Period& period);

/// The same for one resource of the contact, which all of the intervals name. It is offline while
/// it is not available, as soon as anything was seen of the contact in the span.
std::vector<PresenceInterval> resource_intervals(const PresenceHistory& history,
                                                 const Period& period, const std::string& resource);

}  // namespace boswell::query
