// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("Base64 has the test vectors of RFC 4648") {
    const std::pair<std::string, std::string> vectors[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (const auto& [octets, text] : vectors) {
        CHECK(encode_base64(octets) == text);
        CHECK(decode_base64(text) == octets);
    }
}

TEST_CASE("Base64 carries every octet") {
    std::string octets;
    for (int i = 0; i < 1000; ++i) octets += static_cast<char>(i * 7);
    CHECK(decode_base64(encode_base64(octets)) == octets);
    CHECK(decode_base64(encode_base64(std::string(3, '\0'))) == std::string(3, '\0'));
}

TEST_CASE("what is no Base64 is refused") {
    const auto* const text =
        GENERATE("Z", "Zg", "Zg=", "Zm9vY", "Zg==Zg==", "Z=g=", "====", "=", "Zm9-", "Zm9_",
                 "Zm9v-", "Zm9v----", "ä", "Zm9\x01", "Zm9v\n", " Zm9v", "    Zm9v", "Zm9v YmFy");
    CHECK_FALSE(decode_base64(text));
}

TEST_CASE("bits of Base64 that stand for no octet may have any value") {
    CHECK(decode_base64("Zh==") == "f");
    CHECK(decode_base64("Zv==") == "f");
    CHECK(decode_base64("Zm+=") == "fo");
    CHECK(decode_base64("//==") == "\xFF");
}
