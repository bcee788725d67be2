// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translated.hpp"

#include <fmt/format.h>

using namespace boswell;
using namespace boswell::stanza;

static const std::string received_message =
    "<message xmlns='jabber:client' from='bob@example.net/x' to='alice@example.org/phone' "
    "type='chat' id='m1'><body>hi</body></message>";
static const std::string sent_message =
    "<message xmlns='jabber:client' from='alice@example.org/phone' to='bob@example.net/x' "
    "type='chat'><body>ho</body></message>";

static std::string wrap(const std::string& name, const std::string& inner,
                        const std::string& attributes = "from='alice@example.org'",
                        const std::string& beside = "") {
    return fmt::format(
        "<message {}>{}<{} xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>{}"
        "</forwarded></{}></message>",
        attributes, beside, name, inner, name);
}

TEST_CASE("a copy of a received message is that message") {
    const auto stanza = wrap("received", received_message);
    const auto message = only<Message>(stanza);
    CHECK(message.via == Via::carbon);
    CHECK(message.direction == Direction::in);
    CHECK(message.from == Jid::of("bob@example.net/x"));
    CHECK(message.with == Jid::of("bob@example.net"));
    CHECK(message.message_id == "m1");
    CHECK(best_text(message.bodies) == "hi");
    CHECK(message.stanza == stanza);
}

TEST_CASE("a copy of a sent message is outgoing") {
    const auto message = only<Message>(wrap("sent", sent_message));
    CHECK(message.direction == Direction::out);
    CHECK(message.with == Jid::of("bob@example.net"));
    CHECK(message.via == Via::carbon);
}

TEST_CASE("a carbon copy without a sender is the account's") {
    CHECK(only<Message>(wrap("sent", sent_message, "")).direction == Direction::out);
}

TEST_CASE("the delay of the forwarding counts before that of the sender") {
    const auto inner =
        "<delay xmlns='urn:xmpp:delay' stamp='2026-11-22T11:00:00Z'/>"
        "<message xmlns='jabber:client' from='bob@example.net/x'>"
        "<delay xmlns='urn:xmpp:delay' stamp='2026-11-22T10:00:00Z'/>"
        "<body>a</body></message>";
    const auto message = only<Message>(wrap("received", inner));
    CHECK(message.stamp == at("2026-11-22T11:00:00Z"));
    CHECK(message.via == Via::carbon);
}

TEST_CASE("a carbon copy that waited for the stream is as old as the server says outside of it") {
    const std::string waited =
        "<delay xmlns='urn:xmpp:delay' from='{}' stamp='2026-11-22T11:00:00Z'/>";
    for (const auto* by : {"alice@example.org", "example.org"}) {
        const auto message =
            only<Message>(wrap("received", received_message, "from='alice@example.org'",
                               fmt::format(fmt::runtime(waited), by)));
        CHECK(message.stamp == at("2026-11-22T11:00:00Z"));
        CHECK(message.delay->by == Jid::of(by));
        CHECK(message.via == Via::carbon);
    }
    const auto dated = wrap("received", received_message, "from='alice@example.org'",
                            "<delay xmlns='urn:xmpp:delay' stamp='2027-11-22T11:00:00Z'/>");
    CHECK(only<Message>(dated).stamp == at("2026-11-22T12:00:00Z"));  // lies in the future
}

TEST_CASE("a carbon copy that the account itself did not send is quarantined") {
    const auto from = GENERATE(as<std::string>{}, "mallory@example.net", "mallory@example.net/x",
                               "alice@example.org/phone", "example.org",
                               "alice@example.org.example.net", "bob@example.org", "");
    const auto quarantined =
        only<Quarantined>(wrap("received", received_message, "from='" + from + "'"));
    CHECK(quarantined.from == from);
    CHECK(quarantined.reason == "a carbon copy that the account itself did not send");
}

TEST_CASE("a forged copy beside a body is not taken for a message either") {
    only<Quarantined>(wrap("sent", sent_message, "from='mallory@example.net'", "<body>x</body>"));
}

TEST_CASE("a copy of a sent message that somebody else sent is quarantined") {
    const auto quarantined = only<Quarantined>(wrap("sent", received_message));
    CHECK(quarantined.reason == "a carbon copy of a sent message that somebody else sent");
}

TEST_CASE("a carbon copy is unwrapped once") {
    const auto quarantined = only<Quarantined>(
        wrap("received",
             wrap("sent", sent_message, "xmlns='jabber:client' from='mallory@example.net'")));
    CHECK(quarantined.reason == "a carbon copy inside a carbon copy");
}

TEST_CASE("a carbon copy with nothing or several things in it is quarantined") {
    const auto twice = received_message + received_message;
    CHECK(only<Quarantined>(wrap("received", "")).reason == "a carbon copy without a message");
    CHECK(only<Quarantined>(wrap("received", twice)).reason == "a carbon copy without a message");
    CHECK(only<Quarantined>("<message from='alice@example.org'><sent xmlns='urn:xmpp:carbons:2'/>"
                            "</message>")
              .reason == "a carbon copy without a forwarded message");
    CHECK(only<Quarantined>("<message from='alice@example.org'><sent xmlns='urn:xmpp:carbons:2'/>"
                            "<received xmlns='urn:xmpp:carbons:2'/></message>")
              .reason == "several carbon copies in one message");
}

TEST_CASE("a copy's message counts only in the stream's namespace") {
    only<Quarantined>(
        wrap("received", "<message xmlns='urn:x' from='bob@example.net'><body>a</body></message>"));
}

TEST_CASE("elements that only look like a carbon copy are none") {
    const auto message = only<Message>(
        "<message from='mallory@example.net'><received xmlns='urn:xmpp:carbons:1'><forwarded "
        "xmlns='urn:xmpp:forward:0'>" +
        received_message + "</forwarded></received></message>");
    CHECK(message.from == Jid::of("mallory@example.net"));
    CHECK(message.bodies.empty());
}

TEST_CASE("a copy of a chat state is no message") {
    const auto state =
        only<ChatState>(wrap("received",
                             "<message xmlns='jabber:client' from='bob@example.net/x'><composing "
                             "xmlns='http://jabber.org/protocol/chatstates'/></message>"));
    CHECK(state.from == Jid::of("bob@example.net/x"));
}

TEST_CASE("a carbon copy of what is said to all in a room is quarantined") {
    const auto said =
        "<message xmlns='jabber:client' from='tea@rooms.example.org/Owl' "
        "type='groupchat'><body>I confess</body></message>";
    CHECK(only<Quarantined>(wrap("received", said)).reason ==
          "a carbon copy of a message to all in a room");
    const auto sent =
        "<message xmlns='jabber:client' from='alice@example.org/phone' "
        "to='tea@rooms.example.org' type='groupchat'><body>hi</body></message>";
    only<Quarantined>(wrap("sent", sent));
}

TEST_CASE("a private message of a room that another client is in is one of that room") {
    const auto x = "<x xmlns='http://jabber.org/protocol/muc#user'/>";
    const auto received = [&](const std::string& inner) {
        return only<Message>(
            wrap("received",
                 "<message xmlns='jabber:client' from='cats@rooms.example.org/Tom' "
                 "to='alice@example.org/phone' type='chat'><body>psst</body>" +
                     inner + "</message>"));
    };
    CHECK(received(x).in_room);
    CHECK(received(x).with == Jid::of("cats@rooms.example.org"));
    CHECK(received(x).direction == Direction::in);
    CHECK_FALSE(received("").in_room);
    CHECK_FALSE(received("<x xmlns='http://jabber.org/protocol/muc#user'><invite "
                         "from='bob@example.net'/></x>")
                    .in_room);
    const auto sent = only<Message>(
        wrap("sent", std::string("<message xmlns='jabber:client' from='alice@example.org/phone' "
                                 "to='cats@rooms.example.org/Tom' type='chat'><body>yes?</body>") +
                         x + "</message>"));
    CHECK(sent.in_room);
    CHECK(sent.direction == Direction::out);
    // Nor can a contact, who may add the element himself.
    auto context = alice();
    context.contacts = {Jid::of("cats@rooms.example.org")};
    CHECK_FALSE(
        only<Message>(wrap("received",
                           "<message xmlns='jabber:client' from='cats@rooms.example.org/Tom' "
                           "type='chat'><body>psst</body>" +
                               std::string(x) + "</message>"),
                      context)
            .in_room);
    // Nor can whoever writes to us directly.
    CHECK_FALSE(only<Message>(std::string("<message from='bob@example.net/Tom' type='chat'><body>hi"
                                          "</body>") +
                              x + "</message>")
                    .in_room);
}
