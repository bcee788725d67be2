// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static Presence presence(const std::string& inner, const std::string& attributes = "") {
    return only<Presence>("<presence from='bob@example.net/phone' " + attributes + ">" + inner +
                          "</presence>");
}

TEST_CASE("a presence says who, how and since when") {
    const auto seen = presence(
        "<show>dnd</show><status>busy</status><priority> 5 </priority>"
        "<c xmlns='http://jabber.org/protocol/caps' node='http://x' ver='abc='/>");
    CHECK(seen.account == Jid::of("alice@example.org"));
    CHECK(seen.from == Jid::of("bob@example.net/phone"));
    CHECK(seen.type == PresenceType::available);
    CHECK(seen.show == Show::dnd);
    CHECK(seen.status == "busy");
    CHECK(seen.priority == 5);
    CHECK(seen.caps_node == "http://x#abc=");
    CHECK(seen.cause == Cause::change);
    CHECK(seen.stamp == alice().now);
    CHECK(seen.seen_at == alice().now);
    CHECK_FALSE(seen.avatar_hash);
}

TEST_CASE("subscription requests and errors are presences too") {
    CHECK(presence("", "type='subscribe'").type == PresenceType::subscribe);
    CHECK(presence("", "type='unsubscribed'").type == PresenceType::unsubscribed);
    CHECK(presence("", "type='unavailable'").type == PresenceType::unavailable);
    CHECK(presence("", "type='error'").type == PresenceType::error);
}

TEST_CASE("probes and unknown types are ignored") {
    const auto type = GENERATE(as<std::string>{}, "probe", "available", "", "invisible");
    CHECK(events_of("<presence from='b@c' type='" + type + "'/>").empty());
}

TEST_CASE("an unknown show counts as not given") {
    const auto show = GENERATE(as<std::string>{}, "", "online", "available", "AWAY", "bogus");
    CHECK(presence("<show>" + show + "</show>").show == Show::available);
}

TEST_CASE("a priority that is none counts as zero") {
    const auto text =
        GENERATE(as<std::string>{}, "", "128", "-129", "5x", "1.5", "99999999999", "+5");
    CHECK(presence("<priority>" + text + "</priority>").priority == 0);
    CHECK(presence("<priority>-128</priority>").priority == -128);
}

TEST_CASE("of several statuses that in the stanza's language counts") {
    CHECK(presence("<status xml:lang='de'>weg</status><status>away</status>", "xml:lang='en'")
              .status == "away");
    CHECK(presence("<status xml:lang='de'>weg</status><status>away</status>").status == "away");
}

TEST_CASE("an avatar's hash is checked") {
    const auto hash = [](const std::string& inner) {
        return presence("<x xmlns='vcard-temp:x:update'>" + inner + "</x>").avatar_hash;
    };
    CHECK_FALSE(hash(""));
    CHECK(hash("<photo/>") == "");
    CHECK(hash("<photo>DA39A3EE5E6B4B0D3255BFEF95601890AFD80709</photo>") ==
          "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK_FALSE(hash("<photo>../../etc/passwd</photo>"));
    CHECK_FALSE(hash("<photo>da39</photo>"));
}

TEST_CASE("a delayed presence happened at its stamp") {
    const auto seen = presence("<delay xmlns='urn:xmpp:delay' stamp='2026-11-22T09:00:00Z'/>");
    CHECK(seen.cause == Cause::delayed);
    CHECK(seen.stamp == at("2026-11-22T09:00:00Z"));
    CHECK(seen.seen_at == alice().now);
}

TEST_CASE("an occupant's presence is the room's only if we are in the room") {
    const std::string occupant =
        "<x xmlns='http://jabber.org/protocol/muc#user'><item "
        "affiliation='none' role='participant'/></x>";
    const auto cause = [&](const std::string& from) {
        return only<Presence>("<presence from='" + from + "'>" + occupant + "</presence>").cause;
    };
    CHECK(cause("tea@rooms.example.org/bob") == Cause::room);
    CHECK(cause("bob@example.net/x") == Cause::change);
}

TEST_CASE("a presence whose sender is no address is quarantined") {
    CHECK(only<Quarantined>("<presence from='@'/>").reason == "the sender is no address");
}

TEST_CASE("an iq is no record") { CHECK(events_of("<iq type='get' id='1' from='b@c'/>").empty()); }

TEST_CASE("XEP-0172: who asks to subscribe may say what he calls himself") {
    const auto request = only<Presence>(
        "<presence from='1b2c@example.net' type='subscribe'>"
        "<nick xmlns='http://jabber.org/protocol/nick'> Nurse </nick></presence>");
    CHECK(request.nick == "Nurse");
    CHECK(only<Presence>("<presence from='b@c'><nick xmlns='urn:x'>x</nick></presence>")
              .nick.empty());
}
