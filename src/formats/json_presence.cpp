// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_presence.hpp"

namespace boswell::formats {

void add(RecordFields& object, const PresenceRecord& presence) {
    object.text("account", presence.account.str());
    object.text("contact", presence.contact.str());
    object.text("person", presence.person);
    object.text("resource", presence.resource);
    const bool available = presence.type == PresenceType::available;
    if (available || presence.type == PresenceType::unavailable) {
        object.boolean("available", available);
    } else {
        object.text("type", to_string(presence.type));
    }
    if (available) object.text("show", to_string(presence.show));
    object.text("status", presence.status);
    if (available) object.number("priority", presence.priority);
    object.time("stamp", presence.stamp);
    object.time("seen_at", presence.seen_at);
    object.text("cause", to_string(presence.cause));
    object.text("nick", presence.nick);
    if (presence.directed) object.boolean("directed", true);
    if (!presence.occupant) return;
    JsonObject occupant(object.member("occupant"));
    occupant.text("jid", presence.occupant->jid.str());
    occupant.text("affiliation", presence.occupant->affiliation);
    occupant.text("role", presence.occupant->role);
    occupant.text("occupant_id", presence.occupant->occupant_id);
    occupant.close();
}

void add(RecordFields& object, const PresenceInterval& interval) {
    object.text("account", interval.account.str());
    object.text("contact", interval.contact.str());
    object.text("person", interval.person);
    object.text("state", to_string(interval.state));
    object.time("since", interval.period.since);
    object.time("until", interval.period.until);
    object.seconds("seconds", interval.period.until - interval.period.since);
    object.text("resource", interval.resource);
    object.text("status", interval.status);
}

void add(RecordFields& object, const ObservationRecord& observation) {
    object.text("account", observation.account.str());
    object.time("since", observation.period.since);
    object.time("until", observation.period.until);
    if (observation.ended) object.text("ended", to_string(*observation.ended));
    object.text("reason", observation.reason);
    object.boolean("presence", observation.presence);
    if (observation.continues) object.boolean("continues", true);
}

static void add(RecordFields& object, const std::map<PresenceState, milliseconds>& by_state) {
    milliseconds online{0};
    milliseconds offline{0};
    milliseconds unknown{0};
    for (const auto& [state, length] : by_state) {
        (is_online(state) ? online : state == PresenceState::offline ? offline : unknown) += length;
    }
    object.seconds("online_seconds", online);
    object.seconds("offline_seconds", offline);
    object.seconds("unknown_seconds", unknown);
    JsonObject states(object.member("by_state"));
    for (const auto& [state, length] : by_state) states.seconds(to_string(state), length);
    states.close();
}

void add(RecordFields& object, const PresenceSummary& summary) {
    object.text("account", summary.account.str());
    object.text("contact", summary.contact.str());
    object.text("person", summary.person);
    object.time("since", summary.period.since);
    object.time("until", summary.period.until);
    object.text("resource", summary.resource);
    add(object, summary.by_state);
    object.number("sessions", summary.sessions);
    object.seconds("longest_session_seconds", summary.longest_session);
    if (summary.first_seen) object.time("first_seen", *summary.first_seen);
    if (summary.last_seen) object.time("last_seen", *summary.last_seen);
}

void add(RecordFields& object, const PresenceTotal& total) {
    object.time("since", total.period.since);
    object.time("until", total.period.until);
    object.number("contacts", total.contacts);
    object.number("observed_contacts", total.observed_contacts);
    object.number("online_contacts", total.online_contacts);
    add(object, total.by_state);
}

void add(RecordFields& object, const PresenceAt& state) {
    object.text("account", state.account.str());
    object.text("contact", state.contact.str());
    object.text("person", state.person);
    object.time("at", state.at);
    object.text("state", to_string(state.state));
    if (state.since) object.time("since", *state.since);
    object.text("resource", state.resource);
    object.text("status", state.status);
}

void add(RecordFields& object, const ChatState& state) {
    object.text("account", state.account.str());
    object.text("with", state.with.str());
    object.text("person", state.person);
    object.text("direction", to_string(state.direction));
    object.text("from", state.from.str());
    object.text("state", to_string(state.state));
    object.time("stamp", state.stamp);
}

PresenceRecord as_stored(PresenceRecord presence) {
    presence.directed = false;
    return presence;
}

}  // namespace boswell::formats
