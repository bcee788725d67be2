// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/snapshot.hpp"

namespace boswell::xmpp {

// Anybody can direct presence at us from ever new resources.
static constexpr std::size_t most_resources = 200'000;

Cause Snapshot::cause_of(const Presence& presence) {
    const bool states =
        presence.type == PresenceType::available || presence.type == PresenceType::unavailable;
    if (!states || !began_ || presence.cause == Cause::room) return presence.cause;
    const bool full = heard_.size() >= most_resources;
    const bool first = !full && heard_.insert(presence.from).second;
    const bool early = presence.seen_at < *began_ + burst;
    return first && (early || presence.cause == Cause::delayed) ? Cause::snapshot : presence.cause;
}

}  // namespace boswell::xmpp
