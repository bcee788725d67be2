// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static const std::string own = "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='alice@example.org'/>";

static std::optional<StanzaId> id_of(const std::string& inner,
                                     const std::string& attributes = "from='bob@example.net/x'",
                                     const Context& context = alice()) {
    return only<Message>("<message " + attributes + ">" + inner + "<body>a</body></message>",
                         context)
        .stanza_id;
}

TEST_CASE("an id that the account's archive gave is believed if forged ones are stripped") {
    CHECK(id_of(own) == StanzaId{"a1", Jid::of("alice@example.org")});
    auto careless = alice();
    careless.trust_stanza_ids = false;
    CHECK_FALSE(id_of(own, "from='bob@example.net/x'", careless));
}

TEST_CASE("an id by anybody else is not believed") {
    const auto by = GENERATE(as<std::string>{}, "bob@example.net", "example.org",
                             "alice@example.org/boswell", "", "tea@rooms.example.org");
    CHECK_FALSE(id_of("<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='" + by + "'/>"));
}

TEST_CASE("ids that contradict each other and empty ids do not count") {
    CHECK_FALSE(id_of(own + own));
    CHECK_FALSE(id_of("<stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.org'/>"));
    CHECK_FALSE(id_of("<stanza-id xmlns='urn:x' id='a1' by='alice@example.org'/>"));
    CHECK(id_of(own + "<stanza-id xmlns='urn:xmpp:sid:0' id='x' by='bob@example.net'/>"));
}

TEST_CASE("a room that we are in gives ids to its messages, and only that room") {
    const std::string of_room =
        "<stanza-id xmlns='urn:xmpp:sid:0' id='r1' by='tea@rooms.example.org'/>";
    const std::string tea = "type='groupchat' from='tea@rooms.example.org/bob'";
    CHECK(id_of(of_room, tea) == StanzaId{"r1", Jid::of("tea@rooms.example.org")});
    CHECK_FALSE(id_of(of_room, "type='groupchat' from='wine@rooms.example.org/bob'"));
    CHECK_FALSE(id_of(own, tea));
    CHECK_FALSE(id_of("<stanza-id xmlns='urn:xmpp:sid:0' id='r1' by='bob@example.net'/>",
                      "type='groupchat' from='bob@example.net/x'"));
}

TEST_CASE("an id beside a carbon copy is not the message's") {
    const auto copy = [](const std::string& outer, const std::string& inner) {
        return only<Message>("<message from='alice@example.org'>" + outer +
                             "<received xmlns='urn:xmpp:carbons:2'><forwarded "
                             "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                             "from='bob@example.net/x'>" +
                             inner + "<body>a</body></message></forwarded></received></message>")
            .stanza_id;
    };
    CHECK_FALSE(copy(own, ""));
    CHECK(copy("", own) == StanzaId{"a1", Jid::of("alice@example.org")});
}
