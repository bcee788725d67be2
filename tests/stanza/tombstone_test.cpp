// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/tombstone.hpp"

#include "stanza/translated.hpp"

#include <fmt/format.h>

using namespace boswell;
using namespace boswell::stanza;

static const auto room = Jid::of("tea@rooms.example.org");

static Context asking() {
    auto context = alice();
    context.queries = {{context.account, {.id = "q1"}}, {room, {.id = "q2"}}};
    return context;
}

/// The events of a result that `archive` gives for the message.
static std::vector<Message> fetched(const Jid& archive, const std::string& message) {
    std::vector<Message> messages;
    for (const auto& event :
         events_of(fmt::format("<message from='{}'><result xmlns='urn:xmpp:mam:2' queryid='{}' "
                               "id='a7'><forwarded xmlns='urn:xmpp:forward:0'><delay "
                               "xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/>{}"
                               "</forwarded></result></message>",
                               archive.str(), archive == room ? "q2" : "q1", message),
                   asking()))
        messages.push_back(std::get<Message>(event));
    return messages;
}

static std::string chat(const std::string& content) {
    return "<message xmlns='jabber:client' type='chat' from='bob@example.net/x' "
           "to='alice@example.org' id='origin-id-1'>" +
           content + "</message>";
}

static std::string groupchat(const std::string& content) {
    return "<message xmlns='jabber:client' type='groupchat' from='tea@rooms.example.org/Owl' "
           "id='origin-id-1'>" +
           content + "</message>";
}

static const std::string retracted =
    "<retracted id='retract-message-1' stamp='2026-11-21T11:00:00Z' "
    "xmlns='urn:xmpp:message-retract:1'";

TEST_CASE("a tombstone says who took back which message, and when (XEP-0424)") {
    const auto events = fetched(alice().account, chat(retracted + "/>"));
    REQUIRE(events.size() == 2);
    CHECK(events[0].bodies.empty());
    CHECK(events[0].message_id == "origin-id-1");
    CHECK(events[0].stamp == at("2026-11-21T10:00:00Z"));
    CHECK_FALSE(events[0].annotation);
    const auto& retraction = events[1];
    CHECK(retraction.annotation ==
          Annotation{.kind = AnnotationKind::retraction, .named_id = "origin-id-1"});
    CHECK(retraction.from == Jid::of("bob@example.net/x"));
    CHECK(retraction.message_id == "retract-message-1");
    CHECK(retraction.stamp == at("2026-11-21T11:00:00Z"));
    CHECK(retraction.via == Via::archive);
    CHECK(retraction.stanza_id == StanzaId{"a7-retracted", alice().account});
}

TEST_CASE("a tombstone of a room names the moderator and the reason (XEP-0425)") {
    const auto* shape = GENERATE(
        "<retracted stamp='2026-11-21T11:00:00Z' xmlns='urn:xmpp:message-retract:1'><moderated "
        "by='tea@rooms.example.org/Cat' xmlns='urn:xmpp:message-moderate:1'/>"
        "<reason>spam</reason></retracted>",
        "<moderated by='tea@rooms.example.org/Cat' xmlns='urn:xmpp:message-moderate:0'><retracted "
        "stamp='2026-11-21T11:00:00Z' xmlns='urn:xmpp:message-retract:0'/><reason>spam</reason>"
        "</moderated>");
    const auto events = fetched(room, groupchat(shape));
    REQUIRE(events.size() == 2);
    CHECK(events[0].from == room.with_resource("Owl"));
    CHECK(events[1].from == room);
    CHECK(events[1].stamp == at("2026-11-21T11:00:00Z"));
    CHECK(events[1].annotation == Annotation{.kind = AnnotationKind::moderation,
                                             .named_id = "a7",
                                             .reason = "spam",
                                             .jid = room.with_resource("Cat")});
}

TEST_CASE("in a room an author's tombstone is named by the room's id") {
    const auto events = fetched(room, groupchat(retracted + "/>"));
    REQUIRE(events.size() == 2);
    CHECK(events[1].annotation == Annotation{.kind = AnnotationKind::retraction, .named_id = "a7"});
    CHECK(events[1].from == room.with_resource("Owl"));
}

TEST_CASE("a tombstone whose time is not credible has that of its message, or ours") {
    const auto stamp = [](const std::string& text) {
        return fetched(alice().account,
                       chat("<retracted xmlns='urn:xmpp:message-retract:1' " + text + "/>"))
            .at(1)
            .stamp;
    };
    CHECK(stamp("") == at("2026-11-21T10:00:00Z"));
    CHECK(stamp("stamp='soon'") == at("2026-11-21T10:00:00Z"));
    CHECK(stamp("stamp='2099-01-01T00:00:00Z'") == alice().now);
}

TEST_CASE("nothing but an archive buries, and nothing with a text is a tombstone") {
    CHECK(fetched(alice().account, chat("<body>alive</body>" + retracted + "/>")).size() == 1);
    CHECK(events_of(chat(retracted + "/>")).size() == 1);
    // Nobody moderates a chat of two.
    CHECK(fetched(alice().account,
                  chat(retracted + "><moderated by='mallory@evil.example' "
                                   "xmlns='urn:xmpp:message-moderate:1'/></retracted>"))
              .size() == 1);
    // What is said in a room is not named by the account's own archive.
    CHECK(fetched(alice().account, groupchat(retracted + "/>")).size() == 1);
}
