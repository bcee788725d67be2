// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;
using Fields = std::vector<PepField>;

static Fields moved(const std::string& inner) {
    return fields(PepNode::moved, "<moved xmlns='urn:xmpp:moved:1'>" + inner + "</moved>");
}

TEST_CASE("an account says the bare JID that it has moved to") {
    CHECK(moved("<new-jid> Bob@Example.com </new-jid>") == Fields{{"value", "bob@example.com"}});
    for (const char* none : {"", "<new-jid/>", "<new-jid>bob@example.com/phone</new-jid>",
                             "<new-jid>@</new-jid>", "<old-jid>bob@example.com</old-jid>"})
        CHECK(moved(none).empty());
}

static std::vector<Event> presence_error(const std::string& error,
                                         const std::string& from = "bob@example.net") {
    return events_of("<presence type='error' from='" + from + "'>" + error + "</presence>",
                     watching());
}

static std::string gone(const std::string& uri, const std::string& attributes = "") {
    return "<error type='cancel'" + attributes +
           "><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + uri + "</gone></error>";
}

TEST_CASE("a server that answers that a contact is gone says where it has moved") {
    for (const char* uri :
         {"xmpp:Bob@Example.com", " XMPP:bob@example.com?message#x ", "xmpp:b%6fb@example.com"}) {
        INFO(uri);
        const auto events = presence_error(gone(uri));
        REQUIRE(events.size() == 2);
        CHECK(std::holds_alternative<Presence>(events[0]));
        const auto& moved = std::get<PepEvent>(events[1]);
        CHECK(moved.contact == Jid::of("bob@example.net"));
        CHECK(moved.node == PepNode::moved);
        CHECK(moved.fields == Fields{{"value", "bob@example.com"}});
        CHECK(moved.payload->starts_with("<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>"));
    }
    CHECK(presence_error(gone("xmpp:bob@example.com", " by='example.net'")).size() == 2);
}

TEST_CASE("where a contact has moved nobody says but its bare JID or its domain, to an address") {
    for (const char* uri :
         {"", "bob@example.com", "mailto:bob@example.com", "xmpp:", "xmpp:@",
          "xmpp:bob%40example.com", "xmpp:bob@example.net", "xmpp:bob@example.com/phone",
          "xmpp://alice@example.org/bob@example.com"}) {
        INFO(uri);
        CHECK(presence_error(gone(uri)).size() == 1);
    }
    const auto there = gone("xmpp:bob@example.com");
    for (const char* from : {"bob@example.net/phone", "example.net", "mallory@evil.example"})
        CHECK(presence_error(there, from).size() == 1);
    CHECK(presence_error(gone("xmpp:bob@example.com", " by='evil.example'")).size() == 1);
    CHECK(presence_error("<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>xmpp:b@c.d</gone>")
              .size() == 1);
    CHECK(
        events_of("<presence from='bob@example.net'>" + there + "</presence>", watching()).size() ==
        1);
}

TEST_CASE("whoever says that he was a contact is quoted, and of nobody else anything is said") {
    const auto claims = [](const std::string& old, const std::string& type = "subscribe") {
        std::vector<Jid> claimed;
        for (const auto& event :
             events_of("<presence type='" + type +
                           "' from='bob@example.com'><moved xmlns='urn:xmpp:moved:1'><old-jid>" +
                           old + "</old-jid></moved></presence>",
                       watching())) {
            if (const auto* claim = std::get_if<MoveClaimed>(&event)) {
                CHECK(claim->claimant == Jid::of("bob@example.com"));
                claimed.push_back(claim->contact);
            } else {
                CHECK(std::holds_alternative<Presence>(event));
            }
        }
        return claimed;
    };
    CHECK(claims("bob@example.net") == std::vector{Jid::of("bob@example.net")});
    CHECK(claims("bob@example.net", "unsubscribe").empty());
    for (const char* other :
         {"stranger@example.net", "bob@example.net/phone", "bob@example.com", ""})
        CHECK(claims(other).empty());
}
