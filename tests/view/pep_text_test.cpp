// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/pep_text.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static std::string text(PepNode node, std::vector<PepField> fields) {
    return view::pep_text({.account = {},
                           .contact = {},
                           .node = node,
                           .item = {},
                           .stamp = {},
                           .seen_at = {},
                           .payload = "<x/>",
                           .fields = std::move(fields)});
}

TEST_CASE("what is published is told in a line") {
    CHECK(text(PepNode::mood, {{"value", "happy"}}) == "happy");
    CHECK(text(PepNode::mood, {{"value", "happy"}, {"text", "tea"}}) == "happy: tea");
    CHECK(text(PepNode::activity, {{"general", "relaxing"}, {"text", "tea"}}) == "relaxing: tea");
    CHECK(text(PepNode::activity, {{"general", "relaxing"}, {"specific", "reading"}}) ==
          "relaxing, reading");
    CHECK(text(PepNode::tune, {{"title", "Tea"}, {"artist", "Yes"}}) == "Yes, Tea");
    CHECK(text(PepNode::location, {{"lat", "1.5"}, {"lon", "2"}}) == "1.5, 2");
    CHECK(text(PepNode::location, {{"lat", "1.5"}, {"lon", "2"}, {"locality", "Venice"}}) ==
          "Venice (1.5, 2)");
    CHECK(text(PepNode::devices, {{"value", "1"}, {"value", "2"}}) == "1, 2");
    CHECK(text(PepNode::nick, {{"value", "Bob"}}) == "Bob");
    CHECK(text(PepNode::vcard, {{"email", "b@x"}, {"full_name", "Bob"}}) == "Bob, b@x");
}

TEST_CASE("who says that an account has moved is told, itself or its server") {
    const std::vector<PepField> there{{"value", "bob@example.com"}};
    CHECK(text(PepNode::moved, there) == "says that it has moved to bob@example.com");
    CHECK(view::pep_text({.account = {},
                          .contact = {},
                          .node = PepNode::moved,
                          .item = {},
                          .stamp = {},
                          .seen_at = {},
                          .payload = "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>",
                          .fields = there}) ==
          "its server says that it has moved to bob@example.com");
}

TEST_CASE("a key is told in pieces that people can compare, and what it is") {
    DeviceKeyRecord key{.account = {},
                        .contact = {},
                        .list = PepNode::axolotl_devices,
                        .device = 31415,
                        .fingerprint = "0123456789abcdef",
                        .first_seen = {},
                        .last_seen = {}};
    CHECK(view::key_text(key) == "device 31415: 01234567 89abcdef");
    key.list = PepNode::devices;
    CHECK(view::key_text(key) == "device 31415: 01234567 89abcdef (ed25519)");
}

TEST_CASE("what is not understood, and what is over, is told as such") {
    CHECK(text(PepNode::mood, {}) == "nothing that is understood");
    CHECK(view::pep_text({.account = {},
                          .contact = {},
                          .node = PepNode::mood,
                          .item = {},
                          .stamp = {},
                          .seen_at = {},
                          .payload = {}}) == "no longer published");
}
