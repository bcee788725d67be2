// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/percent.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("what a URI gives a meaning to is percent-encoded, and decoded again") {
    CHECK(percent_encoded("aZ09-._~") == "aZ09-._~");
    CHECK(percent_encoded("a b/c?d=e&f#g%h+i") == "a%20b%2Fc%3Fd%3De%26f%23g%25h%2Bi");
    CHECK(percent_encoded("ü\"<\x01\x7F") == "%C3%BC%22%3C%01%7F");
    CHECK(percent_encoded("/a?b", "/") == "/a%3Fb");
    CHECK(percent_encoded("").empty());
    const std::string text = "tea@conference.example.org/Zoë & \"Co\" +1 100%";
    CHECK(percent_decoded(percent_encoded(text)) == text);
}
