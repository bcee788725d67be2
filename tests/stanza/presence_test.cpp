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
    const auto text = GENERATE(as<std::string>{}, "", "128", "-129", "5x", "1.5", "99999999999",
                               "+", "+-5", "++5");
    CHECK(presence("<priority>" + text + "</priority>").priority == 0);
    CHECK(presence("<priority>-128</priority>").priority == -128);
    CHECK(presence("<priority>+5</priority>").priority == 5);
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

TEST_CASE("a presence whose sender is not an address is quarantined") {
    CHECK(only<Quarantined>("<presence from='@'/>").reason == "the sender is not an address");
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

TEST_CASE("a priority is taken from -128 to 127") {
    for (const int priority : {-128, -1, 0, 1, 126, 127})
        CHECK(presence("<priority>" + std::to_string(priority) + "</priority>").priority ==
              priority);
    CHECK(presence("<priority xmlns='urn:x'>5</priority>").priority == 0);
}

TEST_CASE("every show of RFC 6121 is known, also with white space around it") {
    CHECK(presence("<show>away</show>").show == Show::away);
    CHECK(presence("<show>chat</show>").show == Show::chat);
    CHECK(presence("<show>dnd</show>").show == Show::dnd);
    CHECK(presence("<show>\n xa </show>").show == Show::xa);
}

TEST_CASE("only forty hexadecimal digits are an avatar's hash") {
    const auto hash = [](const std::string& text, const std::string& xmlns) {
        return presence("<x xmlns='" + xmlns + "'><photo>" + text + "</photo></x>").avatar_hash;
    };
    const std::string update = "vcard-temp:x:update";
    CHECK(hash(std::string(40, 'a'), update) == std::string(40, 'a'));
    CHECK(hash(" " + std::string(40, '0') + "\n", update) == std::string(40, '0'));
    CHECK_FALSE(hash(std::string(39, 'a'), update));
    CHECK_FALSE(hash(std::string(41, 'a'), update));
    CHECK_FALSE(hash(std::string(40, 'g'), update));
    CHECK_FALSE(hash(std::string(40, 'a'), "urn:x"));
}

TEST_CASE("capabilities without a node are none") {
    CHECK(presence("<c xmlns='http://jabber.org/protocol/caps' ver='abc='/>").caps_node.empty());
    CHECK(presence("<c xmlns='urn:x' node='http://x' ver='abc='/>").caps_node.empty());
    CHECK(presence("<c xmlns='http://jabber.org/protocol/caps' node='n'/>").caps_node == "n#");
}

TEST_CASE("an occupant's presence tells who the occupant is, of nobody else it is not believed") {
    const std::string inner =
        "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' "
        "role='moderator' jid='bob@example.net/x'/></x>";
    const auto in_room =
        only<Presence>("<presence from='tea@rooms.example.org/bob'>" + inner + "</presence>");
    REQUIRE(in_room.occupant);
    CHECK(in_room.occupant->affiliation == "owner");
    CHECK(in_room.occupant->role == "moderator");
    CHECK(in_room.occupant->jid == Jid::of("bob@example.net/x"));
    CHECK_FALSE(presence(inner).occupant);
}
