// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/snapshot.hpp"

#include "stanza/delay.hpp"

namespace boswell::xmpp {

std::optional<Time> server_stamp(const stanza::Element& stanza, const Jid& account) {
    const auto delay = stanza::find_delay(stanza, account);
    if (!delay) return std::nullopt;
    const bool by_server = delay->by == account || delay->by == account.domain();
    return by_server ? std::optional(delay->stamp) : std::nullopt;
}

bool Snapshot::was_kept(const Presence& presence, std::optional<Time> server_stamp) const {
    return hole_ && server_stamp && presence.cause == Cause::delayed &&
           *server_stamp >= hole_->since - clock_skew && *server_stamp <= hole_->until + clock_skew;
}

Cause Snapshot::cause_of(const Presence& presence, std::optional<Time> server_stamp) {
    const bool states =
        presence.type == PresenceType::available || presence.type == PresenceType::unavailable;
    if (states && was_kept(presence, server_stamp)) return Cause::snapshot;
    if (!states || !began_ || presence.cause == Cause::room) return presence.cause;
    const bool full = heard_.size() >= max_resources;
    const bool first = !full && heard_.insert(presence.from).second;
    const bool early = presence.seen_at < *began_ + burst;
    return first && (early || presence.cause == Cause::delayed) ? Cause::snapshot : presence.cause;
}

}  // namespace boswell::xmpp
