// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/sealed_content.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static std::string envelope(const std::string& content, const std::string& affixes) {
    return "<envelope xmlns='urn:xmpp:sce:1'><content>" + content + "</content>" + affixes +
           "</envelope>";
}

static Message stored() {
    Message message;
    message.account = alice;
    message.with = bob;
    message.from = bob.with_resource("phone");
    return message;
}

static std::optional<Message> read(const std::string& content,
                                   const std::string& affixes = "<rpad>x</rpad>") {
    return stanza::read_sealed(envelope(content, affixes), stored(), bob);
}

static const std::string body = "<body xmlns='jabber:client'>hello</body>";

TEST_CASE("all that a message says is in the sealed content") {
    const auto said = read(body +
                           "<x xmlns='jabber:x:oob'><url>https://a.example/b.png</url></x>"
                           "<replace xmlns='urn:xmpp:message-correct:0' id='m1'/>");
    REQUIRE(said);
    CHECK(best_text(said->bodies) == "hello");
    REQUIRE(said->annotation);
    CHECK(said->annotation->named_id == "m1");
    CHECK(said->with == bob);
}

TEST_CASE("a sealed reaction has no text") {
    const auto said =
        read("<reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>+</reaction></reactions>");
    REQUIRE(said);
    REQUIRE(said->annotation);
    CHECK(said->annotation->kind == AnnotationKind::reaction);
    CHECK(said->bodies.empty());
}

TEST_CASE("an envelope belongs to its sender and its recipient") {
    const std::string pad = "<rpad/>";
    CHECK(read(body, pad + "<from jid='bob@example.net/phone'/><to jid='" + alice.str() + "'/>"));
    CHECK_FALSE(read(body, pad + "<from jid='eve@example.net'/>"));
    CHECK_FALSE(read(body, pad + "<from/>"));
    CHECK_FALSE(read(body, pad + "<to jid='eve@example.net'/>"));
    CHECK_FALSE(read(body, "<from jid='bob@example.net'/>"));
    auto own = stored();
    own.direction = Direction::out;
    const auto sealed = envelope(body, pad + "<to jid='bob@example.net'/>");
    CHECK(stanza::read_sealed(sealed, own, alice));
    CHECK_FALSE(stanza::read_sealed(sealed, stored(), bob));
}

TEST_CASE("what was sealed for somebody alone is not said in a room") {
    auto message = stored();
    message.in_room = true;
    message.with = Jid::of("room@rooms.example");
    const std::string pad = "<rpad/>";
    CHECK_FALSE(stanza::read_sealed(envelope(body, pad), message, bob));
    CHECK(
        stanza::read_sealed(envelope(body, pad + "<to jid='room@rooms.example'/>"), message, bob));
}

TEST_CASE("what is no envelope is not read") {
    for (const std::string& text :
         {std::string(), std::string("hello"), body, envelope(body, ""),
          std::string("<envelope xmlns='urn:xmpp:sce:1'><rpad/></envelope>"),
          std::string("<envelope xmlns='urn:xmpp:sce:0'><content/><rpad/></envelope>"),
          std::string("<!DOCTYPE x><envelope xmlns='urn:xmpp:sce:1'><content/><rpad/></envelope>")})
        CHECK_FALSE(stanza::read_sealed(text, stored(), bob));
}
