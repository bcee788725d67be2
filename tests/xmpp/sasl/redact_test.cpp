// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl/redact.hpp"

#include "base/base64.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using xmpp::redact;

TEST_CASE("a secret is found as it is, percent-encoded, and wherever it is in Base64") {
    const std::string secret = "O Rom\u00e9o!";
    CHECK(redact("no: O Rom\u00e9o!, twice: O Rom\u00e9o!", secret) ==
          "no: [secret], twice: [secret]");
    CHECK(redact("token=O%20Rom%C3%A9o%21&x", secret) == "token=[secret]&x");
    for (const std::string before : {"", "x", "xy", "xyz", "\0user\0"}) {
        const auto text = redact(encode_base64(before + secret + "after"), secret);
        CHECK_THAT(text, Catch::Contains("[secret]"));
        CHECK_THAT(text, !Catch::Contains(encode_base64(secret).substr(4, 8)));
    }
}

TEST_CASE("a short secret is found as a word, and not as a part of one") {
    CHECK(redact("bad 'pass', passport", "pass") == "bad '[secret]', passport");
    CHECK(redact("invalid_token", "token") == "invalid_token");
    CHECK(redact("as before", "") == "as before");
}
