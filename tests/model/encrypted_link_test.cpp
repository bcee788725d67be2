// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/encrypted_link.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("the key of an encrypted file is left out, and nothing else") {
    for (const auto& [text, shown] : std::initializer_list<std::pair<const char*, const char*>>{
             {"aesgcm://h.example/a.jpg#00ff", "aesgcm://h.example/a.jpg#key-left-out"},
             {"see AESGCM://h/a#00ff\nthere", "see AESGCM://h/a#key-left-out\nthere"},
             {"aesgcm://h/a#00 and aesgcm://h/b#11",
              "aesgcm://h/a#key-left-out and aesgcm://h/b#key-left-out"},
             {"<body>aesgcm://h/a#00</body>", "<body>aesgcm://h/a#key-left-out</body>"},
             {"url='aesgcm://h/a#00' x", "url='aesgcm://h/a#key-left-out' x"},
             {"aesgcm://h/a&#35;00ff<", "aesgcm://h/a&#key-left-out<"},
             {"https://h/a#00ff", "https://h/a#00ff"},
             {"aesgcm://h/a b#c", "aesgcm://h/a b#c"},
             {"aesgcm #1: aesgcm:", "aesgcm #1: aesgcm:"},
             {"xaesgcm:#1", "xaesgcm:#key-left-out"},
             {"a: b", "a: b"},
             {"", ""}}) {
        INFO(text);
        CHECK(without_link_keys(text) == shown);
        CHECK(has_link_keys(text) == (std::string_view(text) != shown));
        CHECK(without_link_keys(shown) == shown);
        CHECK_FALSE(has_link_keys(shown));
    }
}

TEST_CASE("many links without keys are read in one go") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "aesgcm:";
    CHECK_FALSE(has_link_keys(text));
    CHECK(without_link_keys(text) == text);
}
