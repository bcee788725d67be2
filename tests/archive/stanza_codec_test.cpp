// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/stanza_codec.hpp"

#include "archive/fixture.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::StanzaPacker;
using archive::StanzaUnpacker;
using Catch::Matchers::Contains;

namespace {

struct CodecFixture : ArchiveFixture {
    CodecFixture() { writer.reset(); }
    sqlite::Database database{path, sqlite::Access::read_write};
    StanzaPacker packer{database};
    StanzaUnpacker unpacker{database};

    std::string round_trip(std::string_view stanza) {
        return unpacker.unpack(packer.pack(stanza, {}), {});
    }
};

constexpr std::string_view typical =
    "<message xmlns='jabber:client' from='juliet@example.org/Conversations.x7Hq' "
    "to='romeo@example.org' id='5b1c9d3e-7f0a-4c55-9c36-1a2b3c4d5e6f' type='chat' xml:lang='en'>"
    "<body>What man art thou that thus bescreen'd in night</body>"
    "<active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/>"
    "<markable xmlns='urn:xmpp:chat-markers:0'/>"
    "<origin-id xmlns='urn:xmpp:sid:0' id='5b1c9d3e-7f0a-4c55-9c36-1a2b3c4d5e6f'/>"
    "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@example.org' id='1774000000123456'/></message>";

}  // namespace

TEST_CASE_METHOD(CodecFixture, "any bytes come back as they were") {
    const auto held = rc::check([this](const std::string& bytes) {
        RC_ASSERT(round_trip(bytes) == bytes);
        RC_ASSERT(round_trip(std::string(typical) + bytes) == std::string(typical) + bytes);
    });
    CHECK(held);
}

TEST_CASE_METHOD(CodecFixture, "a typical stanza takes less than half of its size") {
    const auto packed = packer.pack(typical, {});
    CHECK(packed.dictionary.has_value());
    CHECK(packed.bytes.size() * 2 < typical.size());
}

TEST_CASE_METHOD(CodecFixture,
                 "a frame is read with its first four bytes, as earlier versions kept it, too") {
    const auto packed = packer.pack(typical, {});
    CHECK(packed.bytes.front() != '\x28');
    const auto whole = "\x28\xB5\x2F\xFD" + std::string(packed.bytes);
    CHECK(unpacker.unpack({packed.dictionary, whole, {}}, {}) == typical);
}

TEST_CASE_METHOD(CodecFixture, "what would not become smaller stays as it is") {
    const auto packed = packer.pack("\x01", {});
    CHECK_FALSE(packed.dictionary.has_value());
    CHECK(packed.bytes == "\x01");
}

TEST_CASE_METHOD(CodecFixture, "a damaged stanza is an Error") {
    const auto packed = packer.pack(typical, {});
    auto damaged = std::string(packed.bytes);
    damaged.resize(damaged.size() / 2);
    CHECK_THROWS_WITH(unpacker.unpack({packed.dictionary, damaged, {}}, {}),
                      Contains("is damaged"));
    CHECK_THROWS_WITH(unpacker.unpack({packed.dictionary, "no zstd", {}}, {}),
                      Contains("is damaged"));
    CHECK_THROWS_WITH(unpacker.unpack({99, packed.bytes, {}}, {}),
                      Contains("no stanza dictionary 99"));
}

TEST_CASE_METHOD(CodecFixture, "a stanza whose message has its texts takes a fifth of its size") {
    const archive::RepeatedTexts texts{.body = "What man art thou that thus bescreen'd in night",
                                       .message_id = "5b1c9d3e-7f0a-4c55-9c36-1a2b3c4d5e6f",
                                       .thread = {},
                                       .from = "juliet@example.org",
                                       .from_resource = "Conversations.x7Hq",
                                       .to = "romeo@example.org",
                                       .to_resource = {},
                                       .stanza_id = "1774000000123456",
                                       .claimed_stamp = {}};
    const auto packed = packer.pack(typical, texts);
    CHECK(packed.hash);
    CHECK(packed.bytes.size() * 5 < typical.size());
    CHECK(unpacker.unpack(packed, texts) == typical);
    auto other = texts;
    other.body = "What man art thou that thus bescreen'd in light";
    CHECK_THROWS_WITH(unpacker.unpack(packed, other), Contains("has changed"));
}

TEST_CASE_METHOD(CodecFixture,
                 "the dictionary is stored once, however often an archive is opened") {
    StanzaPacker::add_dictionary(database);
    StanzaPacker::add_dictionary(database);
    CHECK(database.integer("SELECT count(*) FROM dictionary") == 1);
}

TEST_CASE_METHOD(CodecFixture, "without the dictionary in the archive a stanza stays as it is") {
    database.execute("DELETE FROM dictionary");
    StanzaPacker without(database);
    const auto packed = without.pack(typical, {});
    CHECK_FALSE(packed.dictionary.has_value());
    CHECK(packed.bytes == typical);
    CHECK(database.integer("SELECT count(*) FROM dictionary") == 0);
}
