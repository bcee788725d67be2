// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("SHA-1 has the test vectors of RFC 3174") {
    CHECK(sha1_hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(sha1_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    CHECK(sha1_hex(std::string(1'000'000, 'a')) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST_CASE("SHA-256 has the test vectors of RFC 6234") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a SHA-1 as bytes is the same, and one in hex has forty digits in lower case") {
    CHECK(sha1("abc").substr(0, 4) == "\xa9\x99\x3e\x36");
    CHECK(sha1("abc").size() == 20);
    CHECK(is_sha1_hex(sha1_hex("abc")));
    for (const char* none :
         {"", "a9993e364706816aba3e25717850c26c9cd0d89", "A9993E364706816ABA3E25717850C26C9CD0D89D",
          "a9993e364706816aba3e25717850c26c9cd0d89d0"})
        CHECK_FALSE(is_sha1_hex(none));
}
