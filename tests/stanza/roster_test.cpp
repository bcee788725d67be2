// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/roster.hpp"
#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static RosterUpdate roster(const std::string& items, RosterPart part) {
    const auto document = parse("<query xmlns='jabber:iq:roster'>" + items + "</query>");
    REQUIRE(document);
    return to_roster_update(document->root(), part, alice());
}

TEST_CASE("a roster keeps names, subscriptions and groups in order") {
    const auto update = roster(
        "<item jid='bob@example.net' name='Bob' subscription='both'><group>work</group>"
        "<group>friends</group><group>work</group></item>"
        "<item jid='Carol@example.net' subscription='none' ask='subscribe'/>",
        RosterPart::all);
    CHECK(update.complete);
    CHECK(update.account == Jid::of("alice@example.org"));
    REQUIRE(update.items.size() == 2);
    CHECK(update.items[0] == RosterItem{.jid = Jid::of("bob@example.net"),
                                        .name = "Bob",
                                        .subscription = Subscription::both,
                                        .ask = false,
                                        .groups = {"friends", "work"}});
    CHECK(update.items[1].jid == Jid::of("carol@example.net"));
    CHECK(update.items[1].ask);
}

TEST_CASE("roster entries without an address and repeated ones are left out") {
    const auto update = roster(
        "<item name='x'/><item jid='@'/><item xmlns='urn:x' jid='a@b'/><item jid='a@b' name='1'/>"
        "<item jid='A@b' name='2'/><item jid='c@d' subscription='remove'/>",
        RosterPart::all);
    REQUIRE(update.items.size() == 1);
    CHECK(update.items[0].name == "1");
}

TEST_CASE("a push can remove a contact") {
    const auto update = roster("<item jid='c@d' subscription='remove'/>", RosterPart::push);
    CHECK_FALSE(update.complete);
    REQUIRE(update.items.size() == 1);
    CHECK(update.items[0].subscription == Subscription::remove);
}

TEST_CASE("Google Talk's marks are read by their namespace") {
    const auto update = roster(
        "<item xmlns:gr='google:roster' jid='b@c' gr:t='B'/>"
        "<item xmlns:x='google:roster' jid='h@c' x:t='H' x:mc='4'/>"
        "<item xmlns:gr='google:roster' jid='p@c' gr:t='P'/>"
        "<item xmlns:gr='urn:other' jid='o@c' gr:t='B'/><item jid='n@c' t='B'/>"
        "<item xmlns:gr='google:roster' jid='u@c' gr:t='U'/>",
        RosterPart::all);
    REQUIRE(update.items.size() == 6);
    CHECK(update.items[0].mark == RosterMark::blocked);
    CHECK(update.items[1].mark == RosterMark::hidden);
    CHECK(update.items[2].mark == RosterMark::pinned);
    for (std::size_t i = 3; i < 6; ++i) CHECK_FALSE(update.items[i].mark);
}

TEST_CASE("an entry without a known subscription has none, and asks for nothing else") {
    const auto update = roster(
        "<item jid='a@b' subscription='bogus' ask='unsubscribe'><group/><group xmlns='urn:x'>g"
        "</group></item><item jid='c@d/x'/>",
        RosterPart::push);
    REQUIRE(update.items.size() == 2);
    CHECK(update.items[0].subscription == Subscription::none);
    CHECK_FALSE(update.items[0].ask);
    CHECK(update.items[0].groups.empty());
    CHECK(update.items[1].jid == Jid::of("c@d"));
    CHECK(update.seen_at == alice().now);
}

TEST_CASE("contacts are those of the last roster and what was pushed since, as many as allowed") {
    auto context = alice();
    const auto note = [&](const std::string& items, RosterPart part) {
        note_contacts(roster(items, part), 3, context);
    };
    const auto bob = Jid::of("bob@x");
    const auto carol = Jid::of("carol@x");
    const auto dave = Jid::of("dave@x");
    note("<item jid='bob@x' subscription='both'/><item jid='carol@x' subscription='from'/>",
         RosterPart::all);
    CHECK(context.contacts == std::set{bob, carol});
    CHECK(context.subscribed == std::set{bob});
    note("<item jid='carol@x' subscription='to'/>", RosterPart::push);
    note("<item jid='bob@x' subscription='none'/>", RosterPart::push);
    CHECK(context.contacts == std::set{bob, carol});
    CHECK(context.subscribed == std::set{carol});
    note("<item jid='dave@x' subscription='to'/>", RosterPart::push);
    note("<item jid='erin@x' subscription='to'/>", RosterPart::push);
    CHECK(context.contacts == std::set{bob, carol, dave});
    CHECK(context.subscribed == std::set{carol, dave});
    note("<item jid='dave@x' subscription='remove'/>", RosterPart::push);
    CHECK(context.subscribed == std::set{carol});
    note("", RosterPart::all);
    CHECK(context.contacts.empty());
    CHECK(context.subscribed.empty());
}
