// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of collections (XEP-0136), which have neither an id nor a type.
#include "archive/write/pairing.hpp"

#include "archive/write/copies.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static Message reduced(const Message& message, std::string_view id) {
    auto copy = archived(message, id);
    copy.reduced = true;
    copy.stamp = std::chrono::floor<std::chrono::seconds>(copy.stamp);
    copy.message_id.clear();
    copy.encryption.clear();
    copy.type = MessageType::chat;
    copy.from = copy.from.bare();
    return copy;
}

TEST_CASE_METHOD(ArchiveFixture, "a copy without id and type is joined with what came live") {
    auto live = with_message_id("hello", "m1");
    if (GENERATE(false, true)) live.stanza_id = StanzaId{"s1", alice};
    if (GENERATE(false, true)) live.type = MessageType::normal;
    if (GENERATE(false, true)) live.encryption = "urn:xmpp:otr:0";
    write({live});
    write({reduced(live, "1-a-0")});
    CHECK(count("message") == 1);
    CHECK(joined(*this) == Rows{"stream first", "archive same-text"});
    CHECK(count("provisional") == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "such a copy that is fetched again adds nothing") {
    const auto live = with_message_id("hello", "m1");
    write({live, reduced(live, "1-a-0"), reduced(message("alone"), "1-b-0")});
    write({reduced(live, "1-a-0"), reduced(message("alone"), "1-b-0")});
    CHECK(count("message") == 2);
    CHECK(joined(*this) == Rows{"stream first", "archive same-text", "archive first"});
}

TEST_CASE_METHOD(ArchiveFixture, "of two such copies of one text each finds its own message") {
    auto first = with_message_id("ok", "m1");
    auto second = with_message_id("ok", "m2");
    second.stamp += 20s;
    write({first, second, reduced(second, "2-a-0"), reduced(first, "1-a-0")});
    CHECK(count("message") == 2);
    write({reduced(came(first, Via::archive, 40s), "3-a-0")});
    CHECK(count("message") == 3);
}

TEST_CASE_METHOD(ArchiveFixture,
                 "such a copy is joined neither with another text nor a minute off") {
    const auto live = with_message_id("hello", "m1");
    write({live, reduced(with_message_id("hallo", ""), "1-a-0"),
           reduced(came(live, Via::archive, 61s), "2-a-0")});
    CHECK(count("message") == 3);
}
