// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"
#include "xmpp/recording_handler.hpp"
#include "xmpp/xml/stanza_reader.hpp"

#include <sys/resource.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::xmpp;

namespace {
/// A reader on an open stream.
struct Stream {
    Stream() { reader.feed(stream_header); }
    RecordingHandler handler;
    StanzaReader reader{boswell::stanza::Limits{}, handler};
};
}  // namespace

static const std::string ping = "<message from='b@x/y'><body>still here</body></message>";

static std::string repeat(std::string_view part, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += part;
    return all;
}

// A sanitizer takes memory of its own, and keeps what was freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static constexpr bool measures_memory = false;
#else
static constexpr bool measures_memory = true;
#endif

/// Resident memory now, in bytes.
static std::size_t resident() {
    std::size_t size = 0, pages = 0;
    std::ifstream("/proc/self/statm") >> size >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// What was rejected, after checking that the stream went on.
static RejectedStanza rejected_by(Stream& stream) {
    stream.reader.feed(ping);
    CHECK(stream.handler.broken.empty());
    REQUIRE(stream.handler.originals == std::vector<std::string>{ping});
    REQUIRE(stream.handler.rejected.size() == 1);
    return stream.handler.rejected.front();
}

TEST_CASE("a stanza nested 60,000 deep is skipped") {
    Stream stream;
    const auto stanza = "<presence from='evil@x/y'>" + repeat("<a>", 60'000) +
                        repeat("</a>", 60'000) + "</presence>";
    stream.reader.feed(stanza);
    const auto rejected = rejected_by(stream);
    CHECK(rejected.from == "evil@x/y");
    CHECK(rejected.reason == "nested deeper than 64 elements");
    CHECK(rejected.size == stanza.size());
    CHECK(rejected.head == stanza.substr(0, 4096));
    CHECK(rejected.sha256 == sha256_hex(stanza));
}

TEST_CASE("a body of 200 MB is skipped without taking memory") {
    Stream stream;
    const auto before = resident();
    const std::string start = "<message from='evil@x/y'><body>";
    const std::string part(65'536, 'x');
    stream.reader.feed(start);
    Sha256 digest;
    digest.update(start);
    std::size_t most = 0;
    for (int i = 0; i < 3200; ++i) {
        stream.reader.feed(part);
        digest.update(part);
        most = std::max(most, resident());
    }
    stream.reader.feed("</body></message>");
    digest.update("</body></message>");
    const auto rejected = rejected_by(stream);
    CHECK(rejected.sha256 == digest.hex());
    CHECK(rejected.from == "evil@x/y");
    CHECK(rejected.reason == "larger than 4194304 bytes");
    CHECK(rejected.size == start.size() + 3200 * part.size() + 17);
    CHECK(rejected.head == (start + part).substr(0, 4096));
    if (measures_memory) CHECK(most - before < 32u << 20);
}

TEST_CASE("200,000 attributes in one element are refused") {
    Stream stream;
    std::string stanza = "<message from='evil@x/y'";
    for (int i = 0; i < 200'000; ++i) stanza += " a" + std::to_string(i) + "=''";
    stream.reader.feed(stanza + "/>");
    const auto rejected = rejected_by(stream);
    CHECK(rejected.from == "evil@x/y");
    CHECK(rejected.reason == "more than 64 attributes in one element");
    CHECK(rejected.head == stanza.substr(0, 4096));
}

TEST_CASE("200,000 children are refused") {
    Stream stream;
    stream.reader.feed("<message>" + repeat("<a/>", 200'000) + "</message>");
    CHECK(rejected_by(stream).reason == "more than 20000 elements");
}

TEST_CASE("many elements with many attributes each are refused") {
    Stream stream;
    std::string child = "<a";
    for (int i = 0; i < 60; ++i) child += " a" + std::to_string(i) + "=''";
    stream.reader.feed("<message>" + repeat(child + "/>", 1000) + "</message>");
    CHECK(rejected_by(stream).reason == "more than 40000 attributes");
}

TEST_CASE("what is just within the limits is taken") {
    Stream stream;
    stream.reader.feed("<message>" + repeat("<a>", 63) + repeat("</a>", 63) + "</message>");
    stream.reader.feed("<message>" + repeat("<a/>", 19'999) + "</message>");
    const std::size_t around = std::string("<message><body></body></message>").size();
    stream.reader.feed("<message><body>" + std::string((4u << 20) - around, 'x') +
                       "</body></message>");
    CHECK(stream.handler.rejected.empty());
    CHECK(stream.handler.stanzas.size() == 3);
    stream.reader.feed("<message>" + repeat("<a>", 64) + repeat("</a>", 64) + "</message>");
    CHECK(stream.handler.rejected.size() == 1);
}

TEST_CASE("the head of a small stanza that is refused is all of it") {
    Stream stream;
    const auto stanza = "<message>" + repeat("<a>", 64) + "😀" + repeat("</a>", 64) + "</message>";
    for (const char byte : stanza) stream.reader.feed({&byte, 1});
    const auto rejected = rejected_by(stream);
    CHECK(rejected.head == stanza);
    CHECK(rejected.sha256 == sha256_hex(stanza));
    CHECK(rejected.from.empty());
}

TEST_CASE("the hash of a stanza that is refused covers it alone, wherever its bytes are cut") {
    const auto large = "<message><body>" + std::string(300'000, 'x') + "</body></message>";
    const auto stanza = "<message>" + repeat("<a>", 64) + repeat("</a>", 64) + large.substr(9);
    for (const std::size_t part : {1UL, 7UL, 4095UL, 4096UL, 4097UL, stanza.size()}) {
        Stream stream;
        const auto bytes = large + stanza + stanza + large;
        for (std::size_t i = 0; i < bytes.size(); i += part)
            stream.reader.feed(std::string_view(bytes).substr(i, part));
        REQUIRE(stream.handler.rejected.size() == 2);
        for (const auto& rejected : stream.handler.rejected)
            CHECK(rejected.sha256 == sha256_hex(stanza));
    }
}

TEST_CASE("a tag that never ends breaks the stream at the limit") {
    Stream stream;
    stream.reader.feed("<message id='");
    const std::string part(65'536, 'x');
    int parts = 0;
    while (stream.handler.broken.empty() && parts < 200) {
        stream.reader.feed(part);
        ++parts;
    }
    CHECK(stream.handler.broken == std::vector<std::string>{"a tag is longer than 4194304 bytes"});
    CHECK(parts <= 65);
}

TEST_CASE("nesting without end breaks the stream") {
    Stream stream;
    for (int i = 0; i < 200 && stream.handler.broken.empty(); ++i)
        stream.reader.feed(repeat("<a>", 1000));
    CHECK(stream.handler.broken == std::vector<std::string>{"nested deeper than 100000 elements"});
}

TEST_CASE("a stream header without end breaks the stream") {
    RecordingHandler handler;
    StanzaReader reader({}, handler);
    reader.feed("<stream:stream id='" + std::string(100'000, 'x'));
    REQUIRE(handler.broken.size() == 1);
    CHECK(handler.broken[0] == "the stream header is longer than 65536 bytes");
}

TEST_CASE("names that were seen once do not take memory for ever") {
    Stream stream;
    const auto before = resident();
    std::size_t count = 0;
    for (int i = 0; i < 800; ++i) {
        std::string stanza = "<message>";
        for (int k = 0; k < 1000; ++k)
            stanza += "<element-with-a-name-that-is-new-" + std::to_string(count++) + "/>";
        stream.reader.feed(stanza + "</message>");
        CHECK(stream.handler.originals.back() == stanza + "</message>");
        stream.handler.originals.clear();
        stream.handler.stanzas.clear();
    }
    CHECK(stream.handler.broken.empty());
    if (measures_memory) CHECK(resident() - before < 64u << 20);
}

TEST_CASE("namespaces of the header hold for as long as the stream") {
    RecordingHandler handler;
    StanzaReader reader({}, handler);
    reader.feed(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        "xmlns:db='urn:db'>");
    const auto filler = "<message><body>" + std::string(1u << 20, 'x') + "</body></message>";
    const std::string both = "<message><db:x/></message><presence/>";
    for (int i = 0; i < 40; ++i) reader.feed(filler + both);
    CHECK(handler.broken.empty());
    REQUIRE(handler.stanzas.size() == 120);
    CHECK(handler.stanzas[118] ==
          "<message xmlns='jabber:client'><x xmlns='urn:db'></x></message>");
    CHECK(handler.originals[118] == "<message><db:x/></message>");
    CHECK(handler.originals[119] == "<presence/>");
}
