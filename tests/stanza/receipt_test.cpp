// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/receipt.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

TEST_CASE("XEP-0184: a receipt is an event of its own") {
    const auto receipt = only<Receipt>(
        "<message from='bob@example.net/phone' id='r1'>"
        "<received xmlns='urn:xmpp:receipts' id='m1'/></message>");
    CHECK(receipt.account == Jid::of("alice@example.org"));
    CHECK(receipt.direction == Direction::in);
    CHECK(receipt.with == Jid::of("bob@example.net"));
    CHECK(receipt.from == Jid::of("bob@example.net/phone"));
    CHECK(receipt.kind == ReceiptKind::received);
    CHECK(receipt.named_id == "m1");
    CHECK(receipt.stamp == alice().now);
}

TEST_CASE("XEP-0333: markers, also those of the user's other clients and of occupants") {
    const auto seen = only<Receipt>(
        "<message from='alice@example.org/phone' to='bob@example.net'>"
        "<displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/>"
        "<delay xmlns='urn:xmpp:delay' stamp='2026-11-22T10:00:00Z'/></message>");
    CHECK(seen.direction == Direction::out);
    CHECK(seen.with == Jid::of("bob@example.net"));
    CHECK(seen.kind == ReceiptKind::displayed);
    CHECK(seen.stamp == at("2026-11-22T10:00:00Z"));
    const auto occupant = only<Receipt>(
        "<message from='tea@rooms.example.org/bob' type='groupchat'>"
        "<acknowledged xmlns='urn:xmpp:chat-markers:0' id='s1'/>"
        "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='o1'/></message>");
    CHECK(occupant.in_room);
    CHECK(occupant.occupant_id == "o1");
    CHECK(occupant.kind == ReceiptKind::acknowledged);
}

TEST_CASE("XEP-0085: a chat state beside a text is an event before the message") {
    const auto events = events_of(
        "<message from='bob@c/x'><body>hello</body>"
        "<active xmlns='http://jabber.org/protocol/chatstates'/></message>");
    REQUIRE(events.size() == 2);
    CHECK(std::get<ChatState>(events[0]).state == ChatStateKind::active);
    CHECK(std::holds_alternative<Message>(events[1]));
}

TEST_CASE("a chat state that was kept with a message tells of no present doing") {
    only<Message>(
        "<message from='bob@c/x'><body>hello</body>"
        "<active xmlns='http://jabber.org/protocol/chatstates'/>"
        "<delay xmlns='urn:xmpp:delay' from='example.org' "
        "stamp='2026-11-22T10:00:00Z'/></message>");
}

TEST_CASE("requests, errors and what names nothing confirm nothing") {
    for (const std::string inner :
         {"<request xmlns='urn:xmpp:receipts'/>", "<markable xmlns='urn:xmpp:chat-markers:0'/>",
          "<received xmlns='urn:xmpp:receipts'/>", "<received xmlns='urn:xmpp:receipts' id=''/>",
          "<dancing xmlns='http://jabber.org/protocol/chatstates'/>"}) {
        CHECK(events_of("<message from='bob@c/x'>" + inner + "</message>").empty());
    }
    const std::string confirmation = "<received xmlns='urn:xmpp:receipts' id='m1'/>";
    CHECK(events_of("<message from='a@b@c'>" + confirmation + "</message>").empty());
    only<Message>("<message from='bob@c/x' type='error'>" + confirmation + "</message>");
    std::string many;
    for (int i = 0; i < 100; ++i) many += confirmation;
    CHECK(events_of("<message from='bob@c/x'>" + many + "</message>").size() == 4);
}

TEST_CASE("an id of up to 512 bytes is confirmed") {
    const auto count = [](std::size_t size) {
        return events_of("<message from='bob@c/x'><received xmlns='urn:xmpp:receipts' id='" +
                         std::string(size, 'x') + "'/></message>")
            .size();
    };
    CHECK(count(512) == 1);
    CHECK(count(513) == 0);
}

TEST_CASE("a chat state tells who does what to whom, also in a room and by a carbon copy") {
    const auto state = only<ChatState>(
        "<message from='alice@example.org/phone' to='bob@example.net'>"
        "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
    CHECK(state.account == Jid::of("alice@example.org"));
    CHECK(state.direction == Direction::out);
    CHECK(state.with == Jid::of("bob@example.net"));
    CHECK(state.from == Jid::of("alice@example.org/phone"));
    CHECK(state.state == ChatStateKind::composing);
    CHECK(state.stamp == alice().now);
    CHECK_FALSE(state.in_room);
    CHECK(only<ChatState>("<message type='groupchat' from='tea@rooms.example.org/bob'><paused "
                          "xmlns='http://jabber.org/protocol/chatstates'/></message>")
              .in_room);
    CHECK(only<ChatState>(
              "<message from='alice@example.org'><received xmlns='urn:xmpp:carbons:2'><forwarded "
              "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='bob@c/x'><gone "
              "xmlns='http://jabber.org/protocol/chatstates'/></message></forwarded></received>"
              "</message>")
              .state == ChatStateKind::gone);
}
