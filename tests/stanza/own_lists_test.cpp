// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/own_lists.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static std::string event(const std::string& from, const std::string& node, const std::string& items,
                         const std::string& more = "") {
    return "<message from='" + from + "' to='alice@example.org/boswell' type='headline'>" + more +
           "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" + node + "'>" +
           items + "</items></event></message>";
}

static std::string mark(const std::string& with, const std::string& by) {
    return "<item id='" + with +
           "'><displayed xmlns='urn:xmpp:mds:displayed:0'>"
           "<stanza-id xmlns='urn:xmpp:sid:0' id='s1' by='" +
           by + "'/></displayed></item>";
}

static const std::string marks = "urn:xmpp:mds:displayed:0";
static const std::string own = "alice@example.org";
static const std::string tea =
    "<item id='tea@r.c'><conference xmlns='urn:xmpp:bookmarks:1'>"
    "<password>secret</password></conference></item>";

TEST_CASE("XEP-0490: the account's own server tells how far conversations were read") {
    const auto events =
        events_of(event(own, marks, mark("bob@c", own) + mark("tea@r.c", "tea@r.c")));
    REQUIRE(events.size() == 2);
    const auto& first = std::get<ReadMarked>(events[0]);
    CHECK(first.with == Jid::of("bob@c"));
    CHECK(first.stanza_id == StanzaId{"s1", Jid::of(own)});
    CHECK(first.stamp == alice().now);
    CHECK(std::get<ReadMarked>(events[1]).stanza_id.by == Jid::of("tea@r.c"));
    const auto late = only<ReadMarked>(
        event(own, marks, mark("bob@c", own),
              "<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T12:00:00Z' from='example.org'/>"));
    CHECK(late.stamp == at("2026-11-21T12:00:00Z"));
}

TEST_CASE("XEP-0490: a mark that names no message of the conversation is none") {
    const auto odd = GENERATE_COPY(
        mark("bob@c/x", own), mark("", own), mark("bob@c", "eve@c"), mark("bob@c", ""),
        std::string("<item id='bob@c'/>"),
        std::string("<item id='bob@c'><displayed xmlns='urn:xmpp:mds:displayed:0'/></item>"),
        std::string("<retract id='bob@c'/>"));
    CHECK(events_of(event(own, marks, odd)).empty());
}

TEST_CASE("nobody else tells of our read marks and bookmarks: that is a message as any other") {
    const auto from = GENERATE(std::string("eve@c/x"), std::string("eve@c"),
                               std::string("alice@example.org/other"));
    const auto* const body = GENERATE("", "<body>hello</body>");
    only<Message>(event(from, marks, mark("bob@c", own), body));
    only<Message>(event(from, "urn:xmpp:bookmarks:1", tea, body));
}

TEST_CASE("XEP-0402: a bookmark is told without its password") {
    const auto told = only<BookmarksTold>(event(own, "urn:xmpp:bookmarks:1", tea));
    CHECK_FALSE(told.all);
    CHECK(told.bookmarks ==
          std::vector<Bookmark>{{.room = Jid::of("tea@r.c"), .has_password = true}});
    CHECK(events_of(event(own, "storage:bookmarks", tea)).empty());
    const auto purged = only<BookmarksTold>(
        "<message from='alice@example.org'><event "
        "xmlns='http://jabber.org/protocol/pubsub#event'><purge "
        "node='urn:xmpp:bookmarks:1'/></event></message>");
    CHECK(purged.all);
    CHECK(purged.bookmarks.empty());
}

TEST_CASE("a notification of bookmarks is no message where it comes wrapped either") {
    CHECK(events_of("<message from='alice@example.org'><received xmlns='urn:xmpp:carbons:2'>"
                    "<forwarded xmlns='urn:xmpp:forward:0'>" +
                    event(own, "urn:xmpp:bookmarks:1", tea, "<body>x</body>")
                        .replace(0, 8, "<message xmlns='jabber:client'") +
                    "</forwarded></received></message>")
              .empty());
}
