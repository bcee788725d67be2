// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/reread.hpp"

#include "support/builders.hpp"

#include <fmt/core.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static constexpr std::string_view reply =
    "<message xmlns='jabber:client' from='bob@example.net/phone' type='chat'><body>&gt; hi\n"
    "yes</body><reply xmlns='urn:xmpp:reply:0' id='m1'/><fallback xmlns='urn:xmpp:fallback:0' "
    "for='urn:xmpp:reply:0'><body start='0' end='5'/></fallback></message>";

static std::string forwarded(std::string_view message) {
    return fmt::format("<forwarded xmlns='urn:xmpp:forward:0'>{}</forwarded>", message);
}

/// As the account's server wraps it.
static std::string wrapped(std::string_view content) {
    return fmt::format("<message from='alice@example.org'>{}</message>", content);
}

TEST_CASE("what people read of a message is read out of its stanza, in whatever it came") {
    const auto original = GENERATE(
        std::string(reply),
        wrapped("<received xmlns='urn:xmpp:carbons:2'>" + forwarded(reply) + "</received>"),
        wrapped("<result xmlns='urn:xmpp:mam:2' queryid='long ago' id='s1'>" + forwarded(reply) +
                "</result>"));
    INFO(original);
    const auto read = stanza::reread(original, message("stored"));
    REQUIRE(read);
    CHECK(read->shown == "yes");
    CHECK(best_text(read->bodies) == "> hi\nyes");
    CHECK(read->with == bob);
    CHECK(read->reply->named_id == "m1");
}

TEST_CASE("what is no message that was believed is not read") {
    const auto* const original =
        GENERATE("", "<message", "<chat xmlns='urn:xmpp:archive'><from/></chat>",
                 "<message from='mallory@example.net'><sent xmlns='urn:xmpp:carbons:2'><forwarded "
                 "xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'/></forwarded></sent>"
                 "</message>");
    CHECK_FALSE(stanza::reread(original, message("stored")));
}
