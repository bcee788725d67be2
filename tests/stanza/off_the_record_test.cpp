// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/off_the_record.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static bool off_the_record(const std::string& wish) {
    return only<Message>("<message from='b@c'><body>hush</body>" + wish + "</message>")
        .off_the_record;
}

TEST_CASE("google:nosave says what is off the record, the older word only where it does not") {
    CHECK(off_the_record("<nos:x xmlns:nos='google:nosave' value='enabled'/>"));
    CHECK(
        off_the_record("<arc:record xmlns:arc='http://jabber.org/protocol/archive' otr='true'/>"));
    CHECK_FALSE(off_the_record(""));
    CHECK_FALSE(off_the_record("<x xmlns='google:nosave' value='disabled'/>"));
    CHECK_FALSE(off_the_record("<x xmlns='google:nosave'/>"));
    CHECK_FALSE(off_the_record("<x xmlns='urn:x' value='enabled'/>"));
    CHECK_FALSE(off_the_record("<record xmlns='http://jabber.org/protocol/archive' otr='false'/>"));
    CHECK_FALSE(
        off_the_record("<record xmlns='http://jabber.org/protocol/archive' otr='true'/>"
                       "<x xmlns='google:nosave' value='disabled'/>"));
}

TEST_CASE("what Google Talk adds to everything is no message by itself") {
    CHECK(events_of("<message from='b@c'><x xmlns='google:nosave' value='disabled'/>"
                    "<record xmlns='http://jabber.org/protocol/archive' otr='false'/>"
                    "<time xmlns='google:timestamp' ms='1330187102479'/></message>")
              .empty());
}

TEST_CASE("a note of a message has nothing of what was said") {
    auto message = only<Message>(
        "<message from='b@c/x' id='m1' type='chat'><body>hush</body><subject>secret</subject>"
        "<x xmlns='jabber:x:oob'><url>https://c/hush</url></x>"
        "<reply xmlns='urn:xmpp:reply:0' id='m0'/></message>");
    REQUIRE_FALSE(message.attachments.empty());
    REQUIRE(message.reply);
    reduce_to_note(message);
    CHECK(message.bodies.empty());
    CHECK(message.subjects.empty());
    CHECK(message.attachments.empty());
    CHECK_FALSE(message.reply);
    CHECK(message.stanza.empty());
    CHECK(message.from == Jid::of("b@c/x"));
    CHECK(message.message_id == "m1");
}
