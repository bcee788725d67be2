// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "model/event.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Model values with everything filled in that a test does not care about.
namespace boswell::test {

inline Time at(std::string_view rfc3339) {
    const auto time = parse_rfc3339(rfc3339);
    if (!time) throw Error("no time: {}", rfc3339);
    return *time;
}

inline const Jid alice = Jid::of("alice@example.org");
inline const Jid bob = Jid::of("bob@example.net");
inline const Time some_day = at("2026-03-14T15:09:26.535Z");

/// A chat message from Bob to Alice, live, without a stanza-id.
inline Message message(std::string_view body, Time stamp = some_day) {
    Message message;
    message.account = alice;
    message.with = bob;
    message.from = Jid::of("bob@example.net/phone");
    message.to = Jid::of("alice@example.org/boswell");
    message.type = MessageType::chat;
    message.stamp = stamp;
    message.received_at = stamp;
    if (!body.empty()) message.bodies = {{"", std::string(body)}};
    message.stanza = "<message type='chat'><body>" + std::string(body) + "</body></message>";
    return message;
}

/// The same with an id given by Alice's server.
inline Message message_with_id(std::string_view body, std::string_view id, Time stamp = some_day) {
    auto value = message(body, stamp);
    value.stanza_id = StanzaId{std::string(id), alice};
    return value;
}

inline Presence presence(std::string_view from = "bob@example.net/phone", Time seen_at = some_day) {
    Presence presence;
    presence.account = alice;
    presence.from = Jid::of(from);
    presence.stamp = seen_at;
    presence.seen_at = seen_at;
    return presence;
}

inline RosterItem roster_item(std::string_view jid, std::string_view name = "",
                              Subscription subscription = Subscription::both) {
    RosterItem item;
    item.jid = Jid::of(jid);
    item.name = name;
    item.subscription = subscription;
    return item;
}

inline VCardFetched vcard(std::string_view full_name, Time fetched_at = some_day) {
    VCardFetched fetched;
    fetched.account = alice;
    fetched.contact = bob;
    fetched.fetched_at = fetched_at;
    fetched.vcard.full_name = full_name;
    fetched.element = "<vCard xmlns='vcard-temp'><FN>" + std::string(full_name) + "</FN></vCard>";
    return fetched;
}

/// Bob's mood: `value`, or none any more.
inline PepEvent mood(std::string_view value, Time seen_at = some_day) {
    PepEvent event{.account = alice,
                   .contact = bob,
                   .node = PepNode::mood,
                   .item = "current",
                   .stamp = seen_at,
                   .seen_at = seen_at,
                   .payload = {}};
    if (value.empty()) return event;
    event.payload = "<mood xmlns='http://jabber.org/protocol/mood'><" + std::string(value) + "></" +
                    std::string(value) + "></mood>";
    event.fields = {{"value", std::string(value)}};
    return event;
}

inline ConnectionChanged connection(ConnectionState state, Time time = some_day) {
    ConnectionChanged change;
    change.account = alice;
    change.state = state;
    change.at = time;
    change.last_proof = time;
    change.presence_observed = true;
    return change;
}

}  // namespace boswell::test
