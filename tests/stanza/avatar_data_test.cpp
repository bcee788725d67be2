// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "stanza/parse.hpp"
#include "stanza/pep_answer.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::stanza;

static std::optional<Avatar> avatar(const std::string& base64, const std::string& sha1) {
    const auto text =
        "<iq><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:avatar:data'>"
        "<item id='" +
        sha1 + "'><data xmlns='urn:xmpp:avatar:data'>" + base64 +
        "</data></item></items></pubsub></iq>";
    const auto iq = parse(text);
    REQUIRE(iq);
    return find_avatar(iq->root(), sha1);
}

TEST_CASE("a picture counts only if it has the SHA-1 that was announced") {
    const auto found = avatar(" YWJj\n", sha1_hex("abc"));
    REQUIRE(found);
    CHECK(found->bytes == "abc");
    CHECK(found->sha1 == sha1_hex("abc"));
    CHECK_FALSE(avatar("YWJj", sha1_hex("abd")));
    CHECK_FALSE(avatar("YW#j", sha1_hex("abc")));
    CHECK_FALSE(avatar("", sha1_hex("")));
}

TEST_CASE("a picture that is too large is not kept") {
    const std::string large(Avatar::largest + 1, 'x');
    CHECK_FALSE(avatar(encode_base64(large), sha1_hex(large)));
    const std::string enough(Avatar::largest, 'x');
    CHECK(avatar(encode_base64(enough), sha1_hex(enough)));
}
