// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/presence.hpp"

#include <span>
#include <vector>

namespace boswell::query {

/// What was seen of one contact of one account, for presence_intervals().
struct PresenceHistory {
    Jid account;
    Jid contact;  ///< bare
    std::span<const Presence>
        presences;                     ///< ascending by seen_at; may begin long before the period
    std::span<const Period> observed;  ///< ascending, disjoint: when contacts' presence reached us
};

/// The contact's state over `period`: intervals in order, which tile the period exactly and of
/// which no two neighbours are the same. Outside of the observed spans the state is unknown,
/// whatever was seen before. Within a span it is unknown until the first presence of that span,
/// which shows how things are and not that somebody has just arrived.
/// Several resources are merged by the highest priority, then by the latest (RFC 6121 4.7.2.3).
/// Presence errors, subscription stanzas and delayed or room presences claim nothing. A contact who
/// has no presence in a span stays unknown in it.
std::vector<PresenceInterval> presence_intervals(const PresenceHistory& history,
                                                 const Period& period);

}  // namespace boswell::query
