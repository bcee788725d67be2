// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translated.hpp"

#include <fmt/format.h>

using namespace boswell;
using namespace boswell::stanza;

static Context asking() {
    auto context = alice();
    context.queries = {{context.account, {.id = "q1"}}};
    return context;
}

struct Wrapping {
    std::string from = "from='alice@example.org' ";
    std::string query = "q1";
    std::string id = "a7";
    std::string delay = "<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z'/>";
};

static std::string wrap(const std::string& inner, const Wrapping& wrapping = {}) {
    return fmt::format(
        "<message {}to='alice@example.org/boswell'><result xmlns='urn:xmpp:mam:2' queryid='{}' "
        "id='{}'><forwarded xmlns='urn:xmpp:forward:0'>{}{}</forwarded></result></message>",
        wrapping.from, wrapping.query, wrapping.id, wrapping.delay, inner);
}

static const std::string chat =
    "<message xmlns='jabber:client' from='bob@example.net/x' to='alice@example.org' type='chat' "
    "id='m1'><body>hi</body><stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.org' "
    "id='forged'/></message>";

TEST_CASE("a result of the archive is the message in it") {
    const auto from = GENERATE(as<std::string>{}, "", "from='alice@example.org' ");
    const auto stanza = wrap(chat, {.from = from});
    const auto message = only<Message>(stanza, asking());
    CHECK(message.via == Via::archive);
    CHECK(message.direction == Direction::in);
    CHECK(message.from == Jid::of("bob@example.net/x"));
    CHECK(message.stamp == at("2026-11-21T10:00:00Z"));
    CHECK(message.received_at == alice().now);
    CHECK(message.delay == Delay{at("2026-11-21T10:00:00Z"), Jid::of("alice@example.org")});
    CHECK(message.stanza_id == StanzaId{"a7", Jid::of("alice@example.org")});
    CHECK(message.stanza == stanza);
}

TEST_CASE("how long the answer of an archive waited is not the age of the message in it") {
    const auto waited = "<delay xmlns='urn:xmpp:delay' stamp='2026-11-22T11:00:00Z'/></message>";
    auto stanza = wrap(chat, {.delay = ""});
    stanza.replace(stanza.rfind("</message>"), std::string::npos, waited);
    CHECK_FALSE(only<Message>(stanza, asking()).delay);
}

TEST_CASE("a result's own id counts even where stanza-ids are not trusted") {
    auto context = asking();
    context.trust_stanza_ids = false;
    CHECK(only<Message>(wrap(chat), context).stanza_id.value().id == "a7");
}

TEST_CASE("the archive's stamp is its own unless it names somebody else") {
    const Wrapping wrapping{
        .delay = "<delay xmlns='urn:xmpp:delay' from='example.org' stamp='2026-11-21T10:00:00Z'/>"};
    CHECK(only<Message>(wrap(chat, wrapping), asking()).delay.value().by == Jid::of("example.org"));
}

TEST_CASE("the archive of the own server is believed before our own clock, which may be wrong") {
    const auto stamp_of = [](const std::string& stamp, const std::string& by = "") {
        const Wrapping wrapping{.delay = "<delay xmlns='urn:xmpp:delay'" + by + " stamp='" + stamp +
                                         "'/>"};
        return only<Message>(wrap(chat, wrapping), asking()).stamp;
    };
    CHECK(stamp_of("2031-05-01T10:00:00Z") == at("2031-05-01T10:00:00Z"));
    CHECK(stamp_of("2031-05-01T10:00:00Z", " from='example.org'") == at("2031-05-01T10:00:00Z"));
    CHECK(stamp_of("2031-05-01T10:00:00Z", " from='bob@example.net'") == alice().now);
    CHECK(stamp_of("1998-12-31T23:59:59Z") == alice().now);
}

TEST_CASE("a message in the archive says what it says live") {
    const auto inner = GENERATE(
        as<std::string>{},
        "<message xmlns='jabber:client' from='bob@example.net/x' to='alice@example.org' "
        "xml:lang='fr' type='chat' id='m1'><body>salut</body><body xml:lang='en'>hi</body>"
        "<subject>s</subject><thread>t</thread><origin-id xmlns='urn:xmpp:sid:0' id='o'/>"
        "</message>",
        "<message xmlns='jabber:client' from='alice@example.org/phone' to='bob@example.net'>"
        "<body>&#x1F600;</body></message>",
        "<message xmlns='jabber:client' from='alice@example.org/phone' to='alice@example.org'>"
        "<body>note</body></message>",
        "<message xmlns='jabber:client' from='bob@example.net/x'><encrypted "
        "xmlns='eu.siacs.conversations.axolotl'/></message>",
        "<message xmlns='jabber:client' from='bob@example.net/x' type='error'><error/></message>",
        "<message xmlns='jabber:client'><body>of the server</body></message>",
        "<message xmlns='jabber:client' from='b@c' type='shout'><x xmlns='urn:x'/></message>");
    auto live = only<Message>(inner);
    const auto archived = only<Message>(wrap(inner), asking());
    CHECK(archived.direction == live.direction);
    CHECK(archived.with == live.with);
    CHECK(archived.from == live.from);
    CHECK(archived.to == live.to);
    CHECK(archived.type == live.type);
    CHECK(archived.bodies == live.bodies);
    CHECK(archived.subjects == live.subjects);
    CHECK(archived.thread == live.thread);
    CHECK(archived.message_id == live.message_id);
    CHECK(archived.origin_id == live.origin_id);
    CHECK(archived.encryption == live.encryption);
}

TEST_CASE("a result with nothing worth keeping gives no event") {
    CHECK(events_of(wrap("<message xmlns='jabber:client' from='b@c'><thread>t</thread></message>"),
                    asking())
              .empty());
}

static std::string reason_of(const std::string& stanza, const Context& context = asking()) {
    return only<Quarantined>(stanza, context).reason;
}

TEST_CASE("a result that somebody else sent is quarantined") {
    const auto from = GENERATE(as<std::string>{}, "mallory@example.net", "mallory@example.net/x",
                               "alice@example.org/phone", "example.org", "bob@example.org");
    CHECK(reason_of(wrap(chat, {.from = fmt::format("from='{}' ", from)})) ==
          "a result of an archive that the archive itself did not send");
}

TEST_CASE("a result without a query, of another one, or without an id is quarantined") {
    CHECK(reason_of(wrap(chat), alice()) == "a result of an archive that was not asked");
    CHECK(reason_of(wrap(chat, {.query = "q2"})) == "a result of an archive to another query");
    CHECK(reason_of(wrap(chat, {.query = ""})) == "a result of an archive to another query");
    CHECK(reason_of(wrap(chat, {.id = ""})) == "a result of an archive without an id");
}

TEST_CASE("a result is not one of another archive") {
    auto context = asking();
    context.queries = {{Jid::of("tea@rooms.example.org"), {.id = "q1"}}};
    CHECK(reason_of(wrap(chat), context) ==
          "a result of an archive that the archive itself did not send");
    CHECK(reason_of(wrap(chat, {.from = ""}), context) ==
          "a result of an archive that the archive itself did not send");
}

TEST_CASE("a result in a stranger's message, a carbon copy or another result is quarantined") {
    const auto inner = wrap(chat);
    const auto stranger = "<message from='mallory@example.net/x'><body>a</body>" +
                          inner.substr(inner.find("<result"));
    CHECK(reason_of(stranger) == "a result of an archive that the archive itself did not send");
    const auto client_inner = "<message xmlns='jabber:client'" + inner.substr(8);
    CHECK(reason_of(wrap(client_inner)) == "a result of an archive inside a result of an archive");
    CHECK(reason_of("<message from='alice@example.org'><received xmlns='urn:xmpp:carbons:2'>"
                    "<forwarded xmlns='urn:xmpp:forward:0'>" +
                    client_inner + "</forwarded></received></message>") ==
          "a result of an archive inside a carbon copy");
}

TEST_CASE("a carbon copy in the archive is quarantined") {
    CHECK(reason_of(wrap("<message xmlns='jabber:client' from='mallory@example.net'><sent "
                         "xmlns='urn:xmpp:carbons:2'/></message>")) ==
          "a carbon copy inside a result of an archive");
}

TEST_CASE("a result with two results, or without a message, is quarantined") {
    const auto one = wrap(chat);
    const auto begin = one.find("<result");
    const auto end = one.find("</result>") + 9;
    auto two = one;
    two.insert(end, one.substr(begin, end - begin));
    CHECK(reason_of(two) == "several results of an archive in one message");
    CHECK(reason_of(wrap("")) == "a result of an archive without a message");
    CHECK(reason_of(wrap(chat + chat)) == "a result of an archive without a message");
}

TEST_CASE("what cannot be taken out of the archive is of its sender and not of the account") {
    const auto bad =
        only<Quarantined>(wrap("<message xmlns='jabber:client' from='bob@@example.net' type='chat'>"
                               "<body>hi</body></message>"),
                          asking());
    CHECK(bad.from == "bob@@example.net");
    CHECK(bad.account == alice().account);
}

TEST_CASE("a headline is taken from an archive that has it") {
    const auto message =
        only<Message>(wrap("<message xmlns='jabber:client' type='headline' from='news@example.net' "
                           "to='alice@example.org'><body>rain</body></message>"),
                      asking());
    CHECK(message.type == MessageType::headline);
    CHECK(message.via == Via::archive);
}
