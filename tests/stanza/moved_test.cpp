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
