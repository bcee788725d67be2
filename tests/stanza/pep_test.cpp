// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep.hpp"

#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;

static const std::string happy = "<mood xmlns='http://jabber.org/protocol/mood'><happy/></mood>";

TEST_CASE("what a contact publishes is told with its node, its id and what is understood of it") {
    const auto event = published(PepNode::mood, happy);
    CHECK(event.account == Jid::of("alice@example.org"));
    CHECK(event.contact == Jid::of("bob@example.net"));
    CHECK(event.node == PepNode::mood);
    CHECK(event.item == "current");
    CHECK(event.payload == "<mood xmlns='http://jabber.org/protocol/mood'><happy></happy></mood>");
    CHECK(event.fields == std::vector<PepField>{{"value", "happy"}});
    CHECK(event.seen_at == watching().now);
    CHECK(event.stamp == watching().now);
}

TEST_CASE("nobody is believed but the account, and bare JIDs whose presence it gets") {
    const auto notification = [](const std::string& from) {
        return message(items(PepNode::mood, happy), "from='" + from + "' type='headline'");
    };
    for (const char* from : {"bob@example.net", "alice@example.org", "icq.example.org"})
        CHECK(only<PepEvent>(notification(from), watching()).contact == Jid::of(from));
    for (const char* from :
         {"bob@example.net/phone", "mallory@example.net", "carol@example.net", "example.net",
          "alice@example.org/boswell", "tea@rooms.example.org", "tea@rooms.example.org/bob", "@"}) {
        INFO(from);
        CHECK(only<Quarantined>(notification(from), watching()).from == from);
    }
}

TEST_CASE("a notification has the type headline, normal or none") {
    const auto typed = [](const std::string& type) {
        const auto bytes = message(items(PepNode::mood, happy), "from='bob@example.net'" + type);
        return std::holds_alternative<PepEvent>(events_of(bytes, watching()).at(0));
    };
    for (const char* type : {"", " type='headline'", " type='normal'"}) CHECK(typed(type));
    for (const char* type : {" type='chat'", " type='groupchat'", " type='error'", " type='x'"})
        CHECK_FALSE(typed(type));
}

TEST_CASE("a notification in a carbon copy or in a result of an archive is not believed") {
    const auto inner = "<forwarded xmlns='urn:xmpp:forward:0'>" +
                       message(items(PepNode::mood, happy), "from='bob@example.net'") +
                       "</forwarded>";
    auto context = watching();
    context.queries[context.account] = {.id = "q"};
    for (const auto& wrapped :
         {"<received xmlns='urn:xmpp:carbons:2'>" + inner + "</received>",
          "<result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>" + inner + "</result>"}) {
        const auto bytes =
            "<message from='alice@example.org' xmlns='jabber:client'>" + wrapped + "</message>";
        only<Message>(bytes, context);
        // Also if a notification stands beside what is wrapped.
        only<Message>("<message from='alice@example.org' xmlns='jabber:client'>" +
                          notification(items(PepNode::mood, happy)) + wrapped + "</message>",
                      context);
    }
}

TEST_CASE("of a node that is not understood a message is kept") {
    only<Message>(message("<items node='urn:xmpp:bookmarks:1'><item id='1'/></items>",
                          "from='bob@example.net'"),
                  watching());
}

TEST_CASE("a text beside the notification is a message all the same") {
    const auto both = [](const std::string& from) {
        return events_of("<message from='" + from + "'><body>hi</body>" +
                             notification(items(PepNode::mood, happy)) + "</message>",
                         watching());
    };
    const auto believed = both("bob@example.net");
    REQUIRE(believed.size() == 2);
    CHECK(std::holds_alternative<Message>(believed[0]));
    CHECK(std::holds_alternative<PepEvent>(believed[1]));
    const auto forged = both("mallory@example.net/x");
    REQUIRE(forged.size() == 1);
    CHECK(std::holds_alternative<Message>(forged[0]));
}

TEST_CASE("empty, purged and deleted nodes publish nothing any more") {
    const std::string node = "node='http://jabber.org/protocol/mood'";
    for (const auto& change :
         {"<items " + node +
              "><item id='1'><mood xmlns='http://jabber.org/protocol/mood'/></item></items>",
          "<items " + node + "><item id='1'/></items>", "<purge " + node + "/>",
          "<delete " + node + "/>"}) {
        const auto event = only<PepEvent>(message(change, "from='bob@example.net'"), watching());
        CHECK_FALSE(event.payload);
        CHECK_FALSE(event.is_retraction);
    }
    const auto event = only<PepEvent>(
        message("<items " + node + "><retract id='7'/></items>", "from='bob@example.net'"),
        watching());
    CHECK(event.is_retraction);
    CHECK(event.item == "7");
    for (const auto& nothing : {"<items " + node + "/>", "<configuration " + node + "/>"})
        CHECK(events_of(message(nothing, "from='bob@example.net'"), watching()).empty());
}

TEST_CASE("what does not belong at its node, or is too large, is put into quarantine") {
    const auto nick = "<nick xmlns='http://jabber.org/protocol/nick'>" +
                      std::string(largest_payload, 'x') + "</nick>";
    for (const auto& inner :
         {items(PepNode::mood, "<tune xmlns='http://jabber.org/protocol/tune'/>"),
          items(PepNode::mood, "<mood xmlns='urn:x'><happy/></mood>"), items(PepNode::nick, nick)})
        only<Quarantined>(message(inner, "from='bob@example.net'"), watching());
}

TEST_CASE("when it was published is the word of the contact's server, and of nobody else") {
    const auto stamped = [](const std::string& by) {
        const auto bytes =
            "<message from='bob@example.net'>" + notification(items(PepNode::mood, happy)) +
            "<delay xmlns='urn:xmpp:delay' stamp='2026-11-20T08:00:00Z' " + by + "/></message>";
        return only<PepEvent>(bytes, watching()).stamp == at("2026-11-20T08:00:00Z");
    };
    CHECK(stamped(""));
    CHECK(stamped("from='bob@example.net'"));
    CHECK(stamped("from='example.net'"));
    CHECK(stamped("from='example.org'"));
    CHECK_FALSE(stamped("from='mallory@example.com'"));
}

TEST_CASE("the order of attributes and the white space between elements make no difference") {
    const auto text = [](const std::string& inner) {
        return published(PepNode::mood, "<mood xmlns='http://jabber.org/protocol/mood'" + inner)
            .payload.value();
    };
    CHECK(text(" a='1' b='2'>\n  <happy/>\n</mood>") ==
          text(" b='2' a='1'><happy></happy></mood>"));
    CHECK(text("><happy/><text> a </text></mood>") != text("><happy/><text>a</text></mood>"));
}
