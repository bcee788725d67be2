// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translated.hpp"

#include <fmt/format.h>

using namespace boswell;
using namespace boswell::stanza;

TEST_CASE("a chat message becomes an incoming message of its sender") {
    const std::string stanza =
        "<message from='bob@example.net/phone' to='alice@example.org' type='chat' id='m1'>"
        "<body>hello</body><thread>t1</thread>"
        "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/></message>";
    const auto message = only<Message>(stanza);
    CHECK(message.account == Jid::of("alice@example.org"));
    CHECK(message.direction == Direction::in);
    CHECK(message.with == Jid::of("bob@example.net"));
    CHECK(message.from == Jid::of("bob@example.net/phone"));
    CHECK(message.to == Jid::of("alice@example.org"));
    CHECK(message.type == MessageType::chat);
    CHECK(message.bodies == std::vector<LangText>{{"", "hello"}});
    CHECK(message.thread == "t1");
    CHECK(message.message_id == "m1");
    CHECK(message.origin_id == "o1");
    CHECK(message.stamp == alice().now);
    CHECK(message.received_at == alice().now);
    CHECK(message.via == Via::stream);
    CHECK(message.stanza == stanza);
}

TEST_CASE("a message without a sender is from the account itself") {
    const auto message = only<Message>("<message><body>notice</body></message>");
    CHECK(message.from == Jid::of("alice@example.org"));
    CHECK(message.to == Jid::of("alice@example.org"));
    CHECK(message.with == Jid::of("alice@example.org"));
    CHECK(message.direction == Direction::in);
}

TEST_CASE("a message of another resource of the account is outgoing") {
    const auto message = only<Message>(
        "<message from='alice@example.org/phone' to='bob@example.net/x'><body>a</body></message>");
    CHECK(message.direction == Direction::out);
    CHECK(message.with == Jid::of("bob@example.net"));
    const auto note = only<Message>(
        "<message from='alice@example.org/phone' to='alice@example.org'><body>a</body></message>");
    CHECK(note.direction == Direction::out);
    CHECK(note.with == Jid::of("alice@example.org"));
}

TEST_CASE("an unknown message type means normal") {
    CHECK(only<Message>("<message from='b@c' type='shout'><body>a</body></message>").type ==
          MessageType::normal);
    CHECK(only<Message>("<message from='b@c'><body>a</body></message>").type ==
          MessageType::normal);
}

TEST_CASE("an error is kept as an incoming message of whom it is about") {
    const auto message = only<Message>(
        "<message from='bob@example.net' type='error' id='m1'>"
        "<error type='cancel'><service-unavailable "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    CHECK(message.type == MessageType::error);
    CHECK(message.direction == Direction::in);
    CHECK(message.with == Jid::of("bob@example.net"));
    const auto own =
        only<Message>("<message from='alice@example.org/x' to='alice@example.org' type='error'/>");
    CHECK(own.direction == Direction::in);
}

TEST_CASE("bodies and subjects keep their languages, the first of each") {
    const auto message = only<Message>(
        "<message from='b@c' xml:lang='en'><subject>S</subject><body>one</body>"
        "<body xml:lang='de'>zwei</body><body xml:lang='en'>three</body>"
        "<body xml:lang=''>four</body></message>");
    CHECK(message.subjects == std::vector<LangText>{{"en", "S"}});
    CHECK(message.bodies == std::vector<LangText>{{"en", "one"}, {"de", "zwei"}, {"", "four"}});
}

TEST_CASE("only children in the stream's namespace are body, subject and thread") {
    const auto message = only<Message>(
        "<message from='b@c'><body xmlns='urn:x'>false</body><subject xmlns='urn:x'>false</subject>"
        "<thread xmlns='urn:x'>false</thread><body>true</body></message>");
    CHECK(message.bodies == std::vector<LangText>{{"", "true"}});
    CHECK(message.subjects.empty());
    CHECK(message.thread.empty());
}

TEST_CASE("what only accompanies a conversation is no message") {
    const auto inner = GENERATE(
        as<std::string>{}, "", "<body/>", "<thread>t</thread>",
        "<composing xmlns='http://jabber.org/protocol/chatstates'/>",
        "<received xmlns='urn:xmpp:receipts' id='1'/>",
        "<received xmlns='urn:xmpp:receipts' id='1'/><archived xmlns='urn:xmpp:mam:tmp' id='1'/>",
        "<displayed xmlns='urn:xmpp:chat-markers:0' id='1'/><store xmlns='urn:xmpp:hints'/>",
        "<x xmlns='http://jabber.org/protocol/muc#user'/>",
        "<paused xmlns='http://jabber.org/protocol/chatstates'/><delay xmlns='urn:xmpp:delay' "
        "stamp='2026-11-22T10:00:00Z'/><stanza-id xmlns='urn:xmpp:sid:0' id='1' "
        "by='alice@example.org'/>");
    for (const auto& event : events_of("<message from='b@c' type='chat'>" + inner + "</message>"))
        CHECK_FALSE(std::holds_alternative<Message>(event));
}

TEST_CASE("what is not known to be an accompaniment is kept") {
    const auto inner =
        GENERATE(as<std::string>{}, "<subject>s</subject>", "<new xmlns='urn:example:unheard-of'/>",
                 "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='x@y'/></x>",
                 "<apply-to xmlns='urn:xmpp:fasten:0' id='1'/>", "<unknown/>",
                 "<active xmlns='http://jabber.org/protocol/chatstates'/><body> </body>");
    const auto events = events_of("<message from='b@c' type='chat'>" + inner + "</message>");
    REQUIRE_FALSE(events.empty());
    CHECK(std::holds_alternative<Message>(events.back()));
}

TEST_CASE("an empty subject of a room is kept, since it says that there is none") {
    const auto message = only<Message>(
        "<message from='tea@rooms.example.org/bob' type='groupchat'><subject/></message>");
    CHECK(message.with == Jid::of("tea@rooms.example.org"));
    CHECK(message.subjects == std::vector<LangText>{{"", ""}});
}

TEST_CASE("a message whose sender is not an address is quarantined with its first bytes") {
    const std::string stanza =
        "<message from='a@b@c/'><body>" + std::string(6000, 'x') + "</body></message>";
    const auto quarantined = only<Quarantined>(stanza);
    CHECK(quarantined.from == "a@b@c/");
    CHECK(quarantined.size == stanza.size());
    CHECK(quarantined.head == stanza.substr(0, 4096));
    CHECK(quarantined.reason == "the sender is not an address");
    CHECK(quarantined.seen_at == alice().now);
}

TEST_CASE("the way of encryption is named by the hint, by the payload or by the text") {
    const auto encryption = [](const std::string& inner) {
        return only<Message>("<message from='b@c'>" + inner + "</message>").encryption;
    };
    CHECK(encryption("<body>plain</body>").empty());
    CHECK(encryption("<encryption xmlns='urn:xmpp:eme:0' namespace='urn:new'/><encrypted "
                     "xmlns='eu.siacs.conversations.axolotl'/>") == "urn:new");
    CHECK(encryption("<encrypted xmlns='eu.siacs.conversations.axolotl'/>") ==
          "eu.siacs.conversations.axolotl");
    CHECK(encryption("<encrypted xmlns='urn:xmpp:omemo:2'/>") == "urn:xmpp:omemo:2");
    CHECK(encryption("<x xmlns='jabber:x:encrypted'>A</x>") == "jabber:x:encrypted");
    CHECK(encryption("<openpgp xmlns='urn:xmpp:openpgp:0'/>") == "urn:xmpp:openpgp:0");
    CHECK(encryption("<body>?OTR:AAMD</body>") == "urn:xmpp:otr:0");
    CHECK(encryption("<body>what is ?OTR</body>").empty());
}

TEST_CASE("an element of any namespace that only accompanies is no message by itself") {
    for (const std::string xmlns :
         {"http://jabber.org/protocol/chatstates", "urn:xmpp:receipts", "urn:xmpp:chat-markers:0",
          "jabber:x:event", "urn:xmpp:sid:0", "urn:xmpp:mam:tmp", "urn:xmpp:delay",
          "jabber:x:delay", "urn:xmpp:hints", "urn:xmpp:carbons:2", "urn:xmpp:occupant-id:0",
          "http://jabber.org/protocol/nick", "http://jabber.org/protocol/caps", "google:nosave",
          "google:timestamp", "google:metadata", "http://jabber.org/protocol/archive"}) {
        INFO(xmlns);
        CHECK(events_of("<message from='b@c'><x xmlns='" + xmlns + "'/></message>").empty());
    }
}

TEST_CASE("an empty subject is no message, but in a room's groupchat") {
    CHECK(events_of("<message from='b@c' type='chat'><subject/></message>").empty());
    CHECK(events_of("<message from='b@c'><subject/></message>").empty());
}

TEST_CASE("a message from the account's bare JID is the server's, not the user's") {
    const auto message = only<Message>(
        "<message from='alice@example.org' to='bob@example.net'><body>a</body></message>");
    CHECK(message.direction == Direction::in);
    CHECK(message.with == Jid::of("alice@example.org"));
}

TEST_CASE(
    "what a gateway says for the user, from the bare JID, is the user's in carbon and archive") {
    const std::string said =
        "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
        "from='alice@example.org' to='{}'><body>a</body></message></forwarded>";
    const auto carbon = [&](std::string_view kind, std::string_view to) {
        return only<Message>(fmt::format(
            "<message from='alice@example.org'><{0} xmlns='urn:xmpp:carbons:2'>{1}</{0}></message>",
            kind, fmt::format(fmt::runtime(said), to)));
    };
    auto context = alice();
    context.queries[context.account] = {.id = "q"};
    const auto archived = [&](std::string_view to) {
        return only<Message>(
            fmt::format("<message from='alice@example.org'><result xmlns='urn:xmpp:mam:2' id='1' "
                        "queryid='q'>{}</result></message>",
                        fmt::format(fmt::runtime(said), to)),
            context);
    };
    for (const auto& message :
         {carbon("sent", "bob@example.net"), carbon("received", "bob@example.net/x"),
          archived("bob@example.net")}) {
        CHECK(message.direction == Direction::out);
        CHECK(message.with == Jid::of("bob@example.net"));
    }
    CHECK(carbon("sent", "alice@example.org").direction == Direction::in);
    CHECK(carbon("received", "alice@example.org/x").direction == Direction::in);
    CHECK(archived("alice@example.org").direction == Direction::in);
    CHECK(archived("@").direction == Direction::in);
}

TEST_CASE("a recipient that is no address matters only to what the user sends") {
    CHECK(only<Message>("<message from='b@c/x' to='@'><body>a</body></message>").to.empty());
    CHECK(
        only<Quarantined>("<message from='alice@example.org/phone' to='@'><body>a</body></message>")
            .reason == "the recipient is not an address");
}

TEST_CASE("what is offline, live or out of a room's history is told by who delayed it") {
    const auto via = [](const std::string& from, const std::string& by) {
        return only<Message>("<message type='groupchat' from='" + from +
                             "'><body>a</body><delay xmlns='urn:xmpp:delay' "
                             "stamp='2026-11-22T10:00:00Z' from='" +
                             by + "'/></message>")
            .via;
    };
    CHECK(via("bob@example.net/x", "example.org") == Via::offline);
    CHECK(via("bob@example.net/x", "alice@example.org") == Via::offline);
    CHECK(via("bob@example.net/x", "example.net") == Via::stream);
    CHECK(via("tea@rooms.example.org/bob", "tea@rooms.example.org") == Via::room_history);
    CHECK(via("tea@rooms.example.org/bob", "example.org") == Via::stream);
}

TEST_CASE("a hint that names no encryption leaves it to the payload") {
    CHECK(only<Message>("<message from='b@c'><encryption xmlns='urn:xmpp:eme:0'/><x "
                        "xmlns='jabber:x:encrypted'>A</x></message>")
              .encryption == "jabber:x:encrypted");
}
