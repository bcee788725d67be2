// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/plain_stanza.hpp"

#include <catch2/catch.hpp>

using namespace boswell::stanza;

TEST_CASE("a message that came alone names its namespace and is else as it was") {
    CHECK(plain_stanza(
              "<message from='a@b'  id=\"1\"><body>a &amp; b</body><x xmlns='urn:x'/></message>") ==
          "<message xmlns='jabber:client' from='a@b'  id=\"1\"><body>a &amp; b</body><x "
          "xmlns='urn:x'/></message>");
    CHECK(plain_stanza("<message xmlns = 'jabber:client'><body/></message>") ==
          "<message xmlns = 'jabber:client'><body/></message>");
    CHECK(plain_stanza("<message id='xmlns=' from='xmlns'/>") ==
          "<message xmlns='jabber:client' id='xmlns=' from='xmlns'/>");
}

TEST_CASE("an attribute whose name only ends like xmlns names no namespace") {
    CHECK(plain_stanza("<message notxmlns='jabber:client'/>") ==
          "<message xmlns='jabber:client' notxmlns='jabber:client'/>");
    CHECK(plain_stanza("<message xmlns:x='urn:x'/>") ==
          "<message xmlns='jabber:client' xmlns:x='urn:x'/>");
}

TEST_CASE("a message is taken out of a carbon copy and out of an archive") {
    const std::string inner = "<message xmlns='jabber:client' id='1'><body>hi</body></message>";
    const auto forwarded =
        "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
        "stamp='2026-03-14T15:09:26Z'/>" +
        inner + "</forwarded>";
    CHECK(plain_stanza("<message from='a@b'><sent xmlns='urn:xmpp:carbons:2'>" + forwarded +
                       "</sent></message>") == inner);
    CHECK(plain_stanza("<message from='a@b'><result xmlns='urn:xmpp:mam:2' id='7'>" + forwarded +
                       "</result></message>") == inner);
}

TEST_CASE("a message that somebody only quotes stays within the one that he sent") {
    const std::string quoting =
        "<message xmlns='jabber:client'><body>see</body><forwarded xmlns='urn:xmpp:forward:0'>"
        "<message xmlns='jabber:client'><body>forged</body></message></forwarded></message>";
    CHECK(plain_stanza(quoting) == quoting);
    const std::string deep =
        "<message xmlns='jabber:client'><x xmlns='urn:x'><forwarded xmlns='urn:xmpp:forward:0'>"
        "<message xmlns='jabber:client'/></forwarded></x></message>";
    CHECK(plain_stanza(deep) == deep);
}

TEST_CASE("what is no message on its own gives none") {
    for (const auto* text :
         {"", "<presence/>", "<message>", "<message/><message/", "<!DOCTYPE x><message/>",
          "<c:message xmlns:c='jabber:client'/>", "<message xmlns='urn:x'/>"})
        CHECK_FALSE(plain_stanza(text));
}
