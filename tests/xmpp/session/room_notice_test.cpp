// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/room_notice.hpp"

#include "stanza/parse.hpp"

#include <fmt/core.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::xmpp;

static RoomNotice notice(const std::string& attributes, const std::string& inner) {
    const auto presence = stanza::parse("<presence from='tea@rooms.example.org/Alice' " +
                                        attributes + ">" + inner + "</presence>");
    return read_room_notice(presence->root());
}

static std::string user(const std::string& inner) {
    return "<x xmlns='http://jabber.org/protocol/muc#user'>" + inner + "</x>";
}

TEST_CASE("a notice tells whether it is about us, and what has happened") {
    const auto in = notice("", user("<item nick='x'/><status code='110'/><status code='210'/>"));
    CHECK(in.available);
    CHECK(in.is_self());
    CHECK(in.nickname == "Alice");
    const auto out = notice("type='unavailable'", user("<status code='110'/><status code='332'/>"));
    CHECK_FALSE(out.available);
    CHECK(why_left(out) == "the room's server shuts down");
    CHECK_FALSE(is_unwelcome(out));
}

TEST_CASE("codes that are no numbers, and those of another namespace, do not count") {
    CHECK(notice("", user("<status code='110x'/><status/><status code=''/>")).statuses.empty());
    CHECK(notice("", "<x xmlns='urn:x'><status code='110'/></x><status code='110'/>")
              .statuses.empty());
}

TEST_CASE("an error tells its condition and text") {
    const auto refused =
        notice("type='error'",
               "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "
               "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>go away</text></error>");
    CHECK(refused.error);
    CHECK(why_refused(refused) == "banned (go away)");
    CHECK(is_unwelcome(refused));
    CHECK(why_refused(notice("type='error'", "")) == "the room refuses");
}

TEST_CASE("where a destroyed room sends its occupants is not even read") {
    const auto destroyed =
        notice("type='unavailable'", user("<item/><destroy jid='trap@evil.example'><reason>moved"
                                          "</reason></destroy><status code='110'/>"));
    CHECK(why_left(destroyed) == "the room was destroyed (moved)");
    CHECK(is_unwelcome(destroyed));
}

TEST_CASE("of very many codes the first 32 count") {
    std::string codes;
    for (int code = 500; code < 532; ++code) codes += fmt::format("<status code='{}'/>", code);
    const auto told = notice("", user(codes + "<status code='110'/>"));
    CHECK(told.statuses.size() == 32);
    CHECK(told.statuses.contains(531));
    CHECK_FALSE(told.is_self());
}
