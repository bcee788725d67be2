// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/omemo_message.hpp"

#include "stanza/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell::stanza;

static std::optional<OmemoMessage> read(const std::string& content, std::uint32_t device) {
    const auto document =
        parse("<message xmlns='jabber:client'><encrypted xmlns='eu.siacs.conversations.axolotl'>" +
              content + "</encrypted></message>");
    REQUIRE(document);
    const auto element = find_omemo(document->root());
    REQUIRE(element.encrypted != nullptr);
    return read_omemo(element, boswell::Jid::of("juliet@capulet.lit"), device);
}

TEST_CASE("of the keys in an encrypted message ours is read") {
    const auto message = read(
        "<header sid='27183'><key rid='5'>AAAA</key><key prekey='true' rid='31415'> QUJD\n</key>"
        "<key rid='31415'>AAAA</key><iv>MTIzNA==</iv></header><payload>eHl6</payload>",
        31415);
    REQUIRE(message);
    CHECK(message->sender == 27183);
    REQUIRE(message->key);
    CHECK(message->key->bytes == "ABC");
    CHECK(message->key->begins_session);
    CHECK(message->iv == "1234");
    CHECK(message->payload == "xyz");
}

TEST_CASE("a message without a key for us, or without a text, is one") {
    const auto message = read("<header sid='1'><key rid='5'>AAAA</key></header>", 6);
    REQUIRE(message);
    CHECK_FALSE(message->key);
    CHECK_FALSE(message->payload);
}

TEST_CASE("an encrypted message that is not as it must be is not read") {
    const auto* content = GENERATE(
        "", "<header/>", "<header sid='0'/>", "<header sid='-1'/>", "<header sid='2147483648'/>",
        "<header sid='1 '/>", "<header sid='1'><key rid='6'></key></header>",
        "<header sid='1'><key rid='6'>A</key></header>", "<header sid='1'><iv>?</iv></header>",
        "<header sid='1'/><payload>?</payload>", "<header xmlns='urn:xmpp:omemo:2' sid='1'/>");
    CHECK_FALSE(read(content, 6));
}

TEST_CASE("a key or a vector of any size is not read") {
    const std::string large(20'000, 'A');
    CHECK_FALSE(read("<header sid='1'><key rid='6'>" + large + "</key></header>", 6));
    CHECK_FALSE(read("<header sid='1'><iv>" + large + "</iv></header>", 6));
}

static bool only_keys(const std::string& content) {
    const auto document = parse("<message xmlns='jabber:client'>" + content + "</message>");
    REQUIRE(document);
    return carries_only_keys(document->root());
}

static const std::string keys =
    "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/></encrypted>";

TEST_CASE("a message that only carries keys says nothing, in either protocol") {
    CHECK(only_keys(keys));
    CHECK(only_keys(keys + "<store xmlns='urn:xmpp:hints'/><encryption xmlns='urn:xmpp:eme:0'/>"));
    CHECK(only_keys("<encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'/></encrypted>"));
    CHECK(only_keys(keys + "<body/><thread>t</thread>"));
}

TEST_CASE("a message with anything that people would read does not only carry keys") {
    CHECK_FALSE(only_keys(""));
    CHECK_FALSE(only_keys("<encrypted xmlns='eu.siacs.conversations.axolotl'/>"));
    CHECK_FALSE(
        only_keys("<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/>"
                  "<payload>QUJD</payload></encrypted>"));
    CHECK_FALSE(only_keys(keys + "<body>hello</body>"));
    CHECK_FALSE(only_keys(keys + "<subject>hello</subject>"));
    CHECK_FALSE(only_keys(keys + "<x xmlns='jabber:x:oob'><url>https://a.b/c</url></x>"));
}

static std::optional<OmemoMessage> read_later(const std::string& content) {
    const auto document =
        parse("<message xmlns='jabber:client'><encrypted xmlns='urn:xmpp:omemo:2'>" + content +
              "</encrypted></message>");
    REQUIRE(document);
    const auto element = find_omemo(document->root());
    REQUIRE(element.list == boswell::PepNode::devices);
    return read_omemo(element, boswell::Jid::of("juliet@capulet.lit"), 7);
}

TEST_CASE("in the later protocol the keys of each account stand together") {
    const auto message = read_later(
        "<header sid='5'><keys jid='romeo@montague.lit'><key rid='7'>AAAA</key></keys>"
        "<keys jid='Juliet@capulet.lit'><key rid='8'>AAAA</key><key rid='7' "
        "kex='1'>QUJD</key></keys>"
        "<keys/></header><payload>eHl6</payload>");
    REQUIRE(message);
    CHECK(message->sender == 5);
    REQUIRE(message->key);
    CHECK(message->key->bytes == "ABC");
    CHECK(message->key->begins_session);
    CHECK(message->payload == "xyz");
}

TEST_CASE("what is not as the later protocol has it is not read") {
    const std::string ours = "<keys jid='juliet@capulet.lit'>";
    CHECK_FALSE(read_later(""));
    CHECK_FALSE(read_later("<header sid='0'/>"));
    CHECK_FALSE(read_later("<header sid='5'>" + ours + "<key rid='7'>?</key></keys></header>"));
    CHECK_FALSE(read_later("<header sid='5'>" + ours + "<key rid='7'/></keys></header>"));
    CHECK_FALSE(read_later("<header sid='5'/><payload>?</payload>"));
    const auto without = read_later("<header sid='5'><key rid='7'>AAAA</key></header>");
    REQUIRE(without);
    CHECK_FALSE(without->key);
}
