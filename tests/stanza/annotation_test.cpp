// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/annotation.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static std::optional<Annotation> annotation(const std::string& inner,
                                            const std::string& attributes = "from='bob@c/x'") {
    return only<Message>("<message " + attributes + ">" + inner + "</message>").annotation;
}

static const std::string room = "from='tea@rooms.example.org' type='groupchat'";
static const std::string occupant = "from='tea@rooms.example.org/bob' type='groupchat'";

TEST_CASE("XEP-0308: a message replaces another") {
    CHECK(annotation("<body>hello</body><replace id='m1' xmlns='urn:xmpp:message-correct:0'/>") ==
          Annotation{.kind = AnnotationKind::correction, .named_id = "m1"});
    CHECK_FALSE(annotation("<body>hello</body><replace id='m1' xmlns='urn:else'/>"));
}

TEST_CASE("XEP-0424: a message is taken back, in the words of now and of before 2023") {
    const Annotation retraction{
        .kind = AnnotationKind::retraction, .named_id = "m1", .reason = "typo"};
    CHECK(annotation("<retract id='m1' xmlns='urn:xmpp:message-retract:1'><reason> typo</reason>"
                     "</retract>") == retraction);
    auto plain = retraction;
    plain.reason.clear();
    CHECK(annotation("<apply-to id='m1' xmlns='urn:xmpp:fasten:0'>"
                     "<retract xmlns='urn:xmpp:message-retract:0'/></apply-to>") == plain);
    CHECK_FALSE(
        annotation("<apply-to id='m1' xmlns='urn:xmpp:fasten:0'><x xmlns='y'/></apply-to>"));
}

TEST_CASE("XEP-0425: a room moderates, and nobody who only says so") {
    const std::string now =
        "<retract id='s1' xmlns='urn:xmpp:message-retract:1'><moderated "
        "by='tea@rooms.example.org/mod' xmlns='urn:xmpp:message-moderate:1'/>"
        "<reason>spam</reason></retract>";
    const std::string before =
        "<apply-to id='s1' xmlns='urn:xmpp:fasten:0'><moderated by='tea@rooms.example.org/mod' "
        "xmlns='urn:xmpp:message-moderate:0'><retract xmlns='urn:xmpp:message-retract:0'/>"
        "<reason>spam</reason></moderated></apply-to>";
    const Annotation moderation{.kind = AnnotationKind::moderation,
                                .named_id = "s1",
                                .reason = "spam",
                                .jid = Jid::of("tea@rooms.example.org/mod")};
    for (const auto& inner : {now, before}) {
        CHECK(annotation(inner, room) == moderation);
        CHECK_FALSE(annotation(inner, occupant));
        CHECK_FALSE(annotation(inner, "from='tea@rooms.example.org' type='chat'"));
        CHECK_FALSE(annotation(inner, "from='other@rooms.example.org' type='groupchat'"));
        CHECK_FALSE(annotation(inner));
    }
}

TEST_CASE("XEP-0425: one moderation in the words of now and of before is one") {
    const std::string reason = "<reason>spam</reason>";
    const auto before = [&](const std::string& id) {
        return "<apply-to id='" + id +
               "' xmlns='urn:xmpp:fasten:0'><moderated by='tea@rooms.example.org/mod' "
               "xmlns='urn:xmpp:message-moderate:0'><retract xmlns='urn:xmpp:message-retract:0'/>" +
               reason + "</moderated></apply-to>";
    };
    // Prosody's mod_muc_moderation names the moderator only by the occupant-id here.
    const std::string now =
        "<retract id='s1' xmlns='urn:xmpp:message-retract:1'><moderated "
        "xmlns='urn:xmpp:message-moderate:1'><occupant-id xmlns='urn:xmpp:occupant-id:0' id='o1'/>"
        "</moderated></retract>";
    const Annotation moderation{.kind = AnnotationKind::moderation,
                                .named_id = "s1",
                                .reason = "spam",
                                .jid = Jid::of("tea@rooms.example.org/mod")};
    CHECK(annotation(before("s1") + now, room) == moderation);
    CHECK(annotation(now + before("s1"), room) == moderation);
    CHECK_FALSE(annotation(before("s2") + now, room));
    CHECK_FALSE(annotation(before("s1") + now, occupant));
    CHECK_FALSE(
        annotation(before("s1") + "<retract id='s1' xmlns='urn:xmpp:message-retract:1'/>", room));
}

TEST_CASE("XEP-0444: a set of reactions, strictly read") {
    const auto reacting = [](const std::string& inner) {
        return annotation("<reactions id='m1' xmlns='urn:xmpp:reactions:0'>" + inner +
                          "</reactions>")
            ->emoji;
    };
    CHECK(reacting("").empty());
    CHECK(reacting("<reaction>👍</reaction><reaction> 👨‍👩‍👧‍👦 "
                   "</reaction><reaction>👍</reaction>") ==
          std::vector<std::string>{"👍", "👨‍👩‍👧‍👦"});
    CHECK(reacting("<reaction/><reaction>two words</reaction><reaction>" + std::string(65, 'x') +
                   "</reaction><reaction xmlns='urn:else'>x</reaction>")
              .empty());
    std::string many;
    for (int i = 0; i < 100; ++i) many += "<reaction>" + std::to_string(i) + "</reaction>";
    CHECK(reacting(many).size() == 20);
}

TEST_CASE("XEP-0461: a reply names a message and whom it answers, also beside a correction") {
    const auto message = only<Message>(
        "<message from='bob@c/x'><body>yes</body>"
        "<reply to='alice@example.org/x' id='m1' xmlns='urn:xmpp:reply:0'/>"
        "<replace id='m2' xmlns='urn:xmpp:message-correct:0'/></message>");
    CHECK(message.reply == Annotation{.kind = AnnotationKind::reply,
                                      .named_id = "m1",
                                      .jid = Jid::of("alice@example.org/x")});
    CHECK(message.annotation->named_id == "m2");
}

TEST_CASE("what cannot be an id, errors and contradictions annotate nothing") {
    const std::string replace = "<replace id='m1' xmlns='urn:xmpp:message-correct:0'/>";
    CHECK_FALSE(annotation("<replace xmlns='urn:xmpp:message-correct:0'/>"));
    CHECK_FALSE(annotation("<replace id='" + std::string(513, 'x') +
                           "' xmlns='urn:xmpp:message-correct:0'/>"));
    CHECK_FALSE(annotation(replace, "from='bob@c/x' type='error'"));
    CHECK_FALSE(annotation(replace + "<retract id='m2' xmlns='urn:xmpp:message-retract:1'/>"));
    CHECK_FALSE(annotation(replace + replace));
    const auto reply = only<Message>(
        "<message from='bob@c/x' type='error'><reply id='m1' xmlns='urn:xmpp:reply:0'/></message>");
    CHECK_FALSE(reply.reply);
}

TEST_CASE("ids of up to 512 bytes and reasons of up to 2048 are taken") {
    CHECK(annotation("<replace id='" + std::string(512, 'x') +
                     "' xmlns='urn:xmpp:message-correct:0'/>")
              ->named_id == std::string(512, 'x'));
    const auto reason = [](std::size_t size) {
        return annotation("<retract id='m1' xmlns='urn:xmpp:message-retract:1'><reason>" +
                          std::string(size, 'r') + "</reason></retract>")
            ->reason.size();
    };
    CHECK(reason(2048) == 2048);
    CHECK(reason(2049) == 2048);
}

TEST_CASE("an emoji has up to 64 bytes and no white space inside") {
    const auto reacting = [](const std::string& emoji) {
        return annotation("<reactions id='m1' xmlns='urn:xmpp:reactions:0'><reaction>" + emoji +
                          "</reaction></reactions>")
            ->emoji.size();
    };
    CHECK(reacting(std::string(64, 'x')) == 1);
    CHECK(reacting(std::string(65, 'x')) == 0);
    CHECK(reacting("a\tb") == 0);
    CHECK(reacting("a\nb") == 0);
    CHECK(reacting("ab") == 1);
}

TEST_CASE("a reaction or a reply without an id names nothing") {
    CHECK_FALSE(
        annotation("<reactions xmlns='urn:xmpp:reactions:0'><reaction>x</reaction>"
                   "</reactions>"));
    CHECK_FALSE(only<Message>("<message from='b@c'><body>a</body><reply to='b@c' "
                              "xmlns='urn:xmpp:reply:0'/></message>")
                    .reply);
}

TEST_CASE("two moderations of one message in one stanza are told by the first, others by none") {
    const auto now = [](const std::string& reason, const std::string& by) {
        return "<retract id='s1' xmlns='urn:xmpp:message-retract:1'><moderated by='" + by +
               "' xmlns='urn:xmpp:message-moderate:1'/><reason>" + reason + "</reason></retract>";
    };
    const auto found = annotation(now("first", "a@b") + now("second", "c@d"), room);
    REQUIRE(found);
    CHECK(found->reason == "first");
    CHECK(found->jid == Jid::of("a@b"));
    const std::string reaction = "<reactions id='m1' xmlns='urn:xmpp:reactions:0'/>";
    CHECK_FALSE(annotation(reaction + reaction));
}

TEST_CASE("an old moderation without a retraction in it takes nothing back") {
    CHECK_FALSE(
        annotation("<apply-to id='s1' xmlns='urn:xmpp:fasten:0'><moderated by='a@b' "
                   "xmlns='urn:xmpp:message-moderate:0'><reason>x</reason></moderated>"
                   "</apply-to>",
                   room));
}
