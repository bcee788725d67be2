// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_answer.hpp"

#include "stanza/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::stanza;

TEST_CASE("of the nodes that a contact has those are listed that are understood") {
    const auto iq = parse(
        "<iq><query xmlns='http://jabber.org/protocol/disco#items'>"
        "<item jid='bob@x' node='http://jabber.org/protocol/mood'/>"
        "<item jid='bob@x' node='http://jabber.org/protocol/mood'/>"
        "<item jid='bob@x' node='urn:xmpp:bookmarks:1'/><item jid='bob@x'/>"
        "<x node='http://jabber.org/protocol/tune'/></query></iq>");
    CHECK(listed_nodes(iq->root()) == std::set{PepNode::mood});
    CHECK(listed_nodes(parse("<iq/>")->root()).empty());
}

TEST_CASE("only the items of the node that was asked for are an answer") {
    const auto iq = parse(
        "<iq><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='a'/></pubsub></iq>");
    CHECK(find_items(iq->root(), "a") != nullptr);
    CHECK(find_items(iq->root(), "b") == nullptr);
    CHECK(find_items(parse("<iq><items node='a'/></iq>")->root(), "a") == nullptr);
}
