// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static const std::string muc_user = "http://jabber.org/protocol/muc#user";

static std::string occupant_id(const std::string& id) {
    return "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='" + id + "'/>";
}

static std::string item(const std::string& attributes) {
    return "<x xmlns='" + muc_user + "'><item " + attributes + "/></x>";
}

static Message loud(const std::string& from, const std::string& inner = "",
                    const Context& context = alice()) {
    return only<Message>(
        "<message type='groupchat' from='" + from + "'><body>a</body>" + inner + "</message>",
        context);
}

static const std::string bob = "tea@rooms.example.org/bob";

TEST_CASE("a message is in a room only if it is one that we are in") {
    CHECK(loud(bob).in_room);
    CHECK(loud(bob).with == Jid::of("tea@rooms.example.org"));
    CHECK_FALSE(loud("wine@rooms.example.org/bob").in_room);
    CHECK_FALSE(loud("bob@example.net/phone").in_room);
}

TEST_CASE("a private message of an occupant belongs to the room") {
    const auto whisper =
        only<Message>("<message type='chat' from='" + bob + "'><body>psst</body><x xmlns='" +
                      muc_user + "'/></message>");
    CHECK(whisper.in_room);
    CHECK(whisper.with == Jid::of("tea@rooms.example.org"));
    CHECK(whisper.from == Jid::of(bob));
    CHECK(whisper.type == MessageType::chat);
    CHECK(whisper.direction == Direction::in);
}

TEST_CASE("what we say to an occupant from another client belongs to the room, too") {
    const auto sent = only<Message>(
        "<message from='alice@example.org'><sent xmlns='urn:xmpp:carbons:2'><forwarded "
        "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' "
        "from='alice@example.org/phone' to='" +
        bob + "'><body>psst</body></message></forwarded></sent></message>");
    CHECK(sent.in_room);
    CHECK(sent.direction == Direction::out);
    CHECK(sent.with == Jid::of("tea@rooms.example.org"));
}

TEST_CASE("our own words come back from the room as sent by us") {
    CHECK(loud("tea@rooms.example.org/alice").direction == Direction::out);
    CHECK(loud(bob).direction == Direction::in);
    CHECK(loud("tea@rooms.example.org").direction == Direction::in);
    CHECK(loud("wine@rooms.example.org/alice").direction == Direction::in);
}

TEST_CASE("an occupant-id tells better than a nickname who somebody is") {
    CHECK(loud("tea@rooms.example.org/alice", occupant_id("other")).direction == Direction::in);
    CHECK(loud(bob, occupant_id("our-id")).direction == Direction::out);
}

TEST_CASE("a nickname alone is no proof of who somebody is") {
    CHECK_FALSE(loud("tea@rooms.example.org/alice").knows_direction);
    CHECK_FALSE(loud(bob).knows_direction);
    CHECK(loud("tea@rooms.example.org").knows_direction);
    CHECK(loud(bob, occupant_id("other")).knows_direction);
    CHECK(only<Message>("<message type='chat' from='" + bob + "'><body>psst</body></message>")
              .knows_direction);
}

TEST_CASE("occupant-ids count only from a room that gives them") {
    CHECK(loud(bob, occupant_id("o1")).occupant_id == "o1");
    CHECK(loud("bob@example.net/x", occupant_id("o1")).occupant_id.empty());
    auto context = alice();
    context.rooms.begin()->second.gives_occupant_ids = false;
    CHECK(loud(bob, occupant_id("o1"), context).occupant_id.empty());
    CHECK(loud(bob, occupant_id("our-id"), context).direction == Direction::in);
}

TEST_CASE("a room's stanza-ids count only if it strips forged ones") {
    const std::string id = "<stanza-id xmlns='urn:xmpp:sid:0' id='r1' by='tea@rooms.example.org'/>";
    CHECK(loud(bob, id).stanza_id == StanzaId{"r1", Jid::of("tea@rooms.example.org")});
    auto context = alice();
    context.rooms.begin()->second.gives_stanza_ids = false;
    CHECK_FALSE(loud(bob, id, context).stanza_id);
}

TEST_CASE("history is what the room itself dates") {
    const auto dated = [](const std::string& by) {
        return loud(bob, "<delay xmlns='urn:xmpp:delay' from='" + by +
                             "' stamp='2026-11-22T09:00:00Z'/>")
            .via;
    };
    CHECK(dated("tea@rooms.example.org") == Via::room_history);
    CHECK(dated("rooms.example.org") == Via::room_history);
    CHECK(dated("bob@example.net") == Via::stream);
    CHECK(dated("example.org") == Via::stream);
}

TEST_CASE("an occupant's presence tells who that is, as far as the room does") {
    const auto presence =
        only<Presence>("<presence from='" + bob + "'>" +
                       item("jid='bob@example.net/phone' affiliation='member' role='participant'") +
                       occupant_id("o1") + "</presence>");
    CHECK(presence.cause == Cause::room);
    CHECK(presence.occupant == Occupant{.jid = Jid::of("bob@example.net/phone"),
                                        .affiliation = "member",
                                        .role = "participant",
                                        .occupant_id = "o1"});
    CHECK_FALSE(only<Presence>("<presence from='" + bob + "'/>").occupant);
    CHECK_FALSE(only<Presence>("<presence from='" + bob + "'>" +
                               item("jid='@' affiliation='tsar' role='fool'") + "</presence>")
                    .occupant);
    CHECK_FALSE(only<Presence>("<presence from='bob@example.net/x'>" +
                               item("affiliation='owner' role='none'") + "</presence>")
                    .occupant);
}

static const Jid tea = Jid::of("tea@rooms.example.org");

static Message archived(const std::string& inner, const Jid& tells_real_jids = tea) {
    auto context = alice();
    context.rooms.begin()->second.tells_real_jids = tells_real_jids;
    context.queries[tea] = {.id = "q"};
    return only<Message>(
        "<message from='tea@rooms.example.org'><result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>"
        "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='groupchat' "
        "from='" +
            bob + "'><body>a</body>" + inner + "</message></forwarded></result></message>",
        context);
}

TEST_CASE("the archive of a room that is not anonymous tells who said a message") {
    const auto real = item("jid='bob@example.net/phone'");
    CHECK(archived(real).real_from == Jid::of("bob@example.net"));
    CHECK(archived("").real_from.empty());
    CHECK(archived(item("jid='@'")).real_from.empty());
    CHECK(archived(item("affiliation='member'")).real_from.empty());
}

TEST_CASE("a real JID tells better than anything else whether a message is ours") {
    CHECK(archived(item("jid='alice@example.org/phone'")).direction == Direction::out);
    const auto other = archived(occupant_id("our-id") + item("jid='bob@example.net'"));
    CHECK(other.direction == Direction::in);
    CHECK(other.knows_direction);
}

TEST_CASE("an occupant cannot pass for us") {
    const auto claim = item("jid='alice@example.org/phone'");
    CHECK(loud(bob, claim).direction == Direction::in);
    CHECK_FALSE(loud(bob, claim).knows_direction);
    CHECK(archived(claim, Jid()).direction == Direction::in);
}

TEST_CASE("what an occupant claims of himself does not tell who he is") {
    const auto real = item("jid='bob@example.net/phone'");
    SECTION("in an anonymous room") { CHECK(archived(real, Jid()).real_from.empty()); }
    SECTION("beside what the room says") {
        CHECK(archived(item("jid='carol@example.net'") + real).real_from.empty());
    }
    SECTION("live") {
        auto context = alice();
        context.rooms.begin()->second.tells_real_jids = tea;
        CHECK(loud(bob, real, context).real_from.empty());
    }
}
