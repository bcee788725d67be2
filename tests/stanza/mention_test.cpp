// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/mention.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static std::vector<Mention> mentions(const std::string& references,
                                     const std::string& body = "☕ Juliet!") {
    return only<Message>("<message from='bob@c/x' type='chat'><body>" + body + "</body>" +
                         references + "</message>")
        .mentions;
}

static std::string reference(const std::string& attributes) {
    return "<reference xmlns='urn:xmpp:reference:0' " + attributes + "/>";
}

static const std::string juliet = "type='mention' uri='xmpp:juliet@capulet.lit' ";

TEST_CASE("XEP-0372: a mention names a person and the characters of the body") {
    CHECK(mentions(reference(juliet + "begin='2' end='8'") + reference(juliet)) ==
          std::vector<Mention>{{"xmpp:juliet@capulet.lit", 2, 8},
                               {"xmpp:juliet@capulet.lit", {}, {}}});
}

TEST_CASE("XEP-0372: a place outside of the body is none") {
    const auto* const place = GENERATE(
        "begin='2' end='10'", "begin='8' end='8'", "begin='8' end='2'", "begin='-1' end='2'",
        "begin='2'", "end='2'", "begin='x' end='8'", "begin='2' end='99999999999999999999'");
    CHECK(mentions(reference(juliet + place)) ==
          std::vector<Mention>{{"xmpp:juliet@capulet.lit", {}, {}}});
}

TEST_CASE("XEP-0372: other references are no mentions, and mentions are few") {
    CHECK(mentions(reference("type='data' uri='xmpp:a@b'")).empty());
    CHECK(mentions(reference("type='mention' uri='https://c'")).empty());
    CHECK(mentions(reference("type='mention' uri='xmpp:'")).empty());
    CHECK(mentions(reference("type='mention' uri='xmpp:a b'")).empty());
    CHECK(mentions(reference("type='mention' uri='xmpp:" + std::string(4096, 'a') + "'")).empty());
    CHECK(mentions(reference(juliet + "anchor='xmpp:a@b'")).empty());
    CHECK(mentions(reference(juliet) + reference(juliet)).size() == 1);
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += reference("type='mention' uri='xmpp:" + std::to_string(i) + "@b'");
    CHECK(mentions(many).size() == 64);
}
