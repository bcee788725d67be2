// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml/stanza_reader.hpp"

#include "xmpp/recording_handler.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace boswell::xmpp;

namespace {
/// A reader on an open stream.
struct Stream {
    Stream() { reader.feed(stream_header); }
    RecordingHandler handler;
    StanzaReader reader{boswell::stanza::Limits{}, handler};
};
}  // namespace

static std::string message(std::string_view body) {
    return "<message from='b@x/y'><body>" + std::string(body) + "</body></message>";
}

TEST_CASE("stream features are delivered as any other child of the stream") {
    Stream stream;
    stream.reader.feed(
        "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/>"
        "</starttls></stream:features>");
    REQUIRE(stream.handler.stanzas.size() == 1);
    CHECK(stream.handler.stanzas[0] ==
          "<features xmlns='http://etherx.jabber.org/streams'><starttls "
          "xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required></required></starttls></features>");
}

TEST_CASE("the original bytes are delivered however the stream is cut") {
    const std::string first =
        "<message  from=\"b@x/y\"\n>&#x1F600;<body>a &amp; b</body ></message >";
    const std::string second = "<presence/>";
    const std::string third = "<iq type='set'><q xmlns='urn:q'/></iq>";
    const std::string all = std::string(stream_header) + first + " \n" + second + third;
    for (const std::size_t step : {1u, 2u, 3u, 7u, 64u, 4096u}) {
        RecordingHandler handler;
        StanzaReader reader({}, handler);
        for (std::size_t at = 0; at < all.size(); at += step) reader.feed(all.substr(at, step));
        CHECK(handler.originals == std::vector<std::string>{first, second, third});
        CHECK(handler.broken.empty());
    }
}

TEST_CASE("a stanza is delivered with its last byte, however long its tags are") {
    Stream stream;
    const std::string tag = "<message id='" + std::string(20'000, 'i') + "'/>";
    stream.reader.feed(tag.substr(0, 15'000));
    stream.reader.feed(tag.substr(15'000, 5'000));
    CHECK(stream.handler.stanzas.empty());
    stream.reader.feed(tag.substr(20'000));
    CHECK(stream.handler.stanzas.size() == 1);
}

/// How many stanzas a reader delivers of the bytes, fed in two pieces.
static std::size_t delivered(std::string_view bytes, std::size_t cut) {
    RecordingHandler handler;
    StanzaReader reader({}, handler);
    reader.feed(bytes.substr(0, cut));
    reader.feed(bytes.substr(cut));
    return handler.stanzas.size();
}

// Since 2.6, and its backport to Debian 12, expat looks again at a tag that was incomplete only
// when it has twice as many bytes, unless told otherwise: a stanza would wait until the next one
// comes.
TEST_CASE("a complete stanza is not held back, wherever it is cut") {
    const std::string bytes = std::string(stream_header) + "<message from='b@x/y' id='" +
                              std::string(200, 'i') +
                              "'><body>a &amp; b</body><x xmlns='urn:x'/></message>";
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        INFO("cut before byte " << cut);
        REQUIRE(delivered(bytes, cut) == 1);
    }
}

TEST_CASE("a complete stanza is not held back when it comes byte by byte") {
    Stream stream;
    const std::string tag = "<message id='" + std::string(6'000, 'i') + "'/>";
    for (const char byte : tag) {
        REQUIRE(stream.handler.stanzas.empty());
        stream.reader.feed({&byte, 1});
    }
    CHECK(stream.handler.stanzas.size() == 1);
}

TEST_CASE("a long tag is read right with quotes and > in its attributes, wherever it is cut") {
    const std::string value(4'200, 'v');
    const std::string tag = "<message a='>\"" + value + "' b=\"'>" + value + "\" c='x' />";
    const std::string bytes = tag + "<presence/>" + tag;
    for (const std::size_t step : {1, 7, 1000, 4'096, 4'097, 8'500, 20'000}) {
        Stream stream;
        for (std::size_t at = 0; at < bytes.size(); at += step)
            stream.reader.feed(std::string_view(bytes).substr(at, step));
        CHECK(stream.handler.originals == std::vector<std::string>{tag, "<presence/>", tag});
    }
}

TEST_CASE("malformed XML breaks the stream and nothing behind it is read") {
    const auto* const bad =
        GENERATE("<message><body>a\xff</body></message>", "<message><body>\x01</body></message>",
                 "<message><body>\xC0\x80</body></message>", "<message><body>&#0;</body></message>",
                 "<message><body>&foo;</body></message>", "<message from='a' from='b'/>",
                 "<message><p:x/></message>", "<message><body></message></body>", "<message",
                 "<message xmlns:a='u' xmlns:b='u' a:x='1' b:x='2'/>", "]]>", "hello");
    Stream stream;
    stream.reader.feed(bad);
    stream.reader.feed("<presence/>");
    CHECK(stream.handler.stanzas.empty());
    CHECK(stream.handler.broken.size() == 1);
}

TEST_CASE("what RFC 6120 11.1 forbids breaks the stream") {
    const std::string before(GENERATE("<!-- c -->", "<?php x ?>", "<message><!-- c --></message>"));
    Stream stream;
    stream.reader.feed(before + message("hi"));
    CHECK(stream.handler.stanzas.empty());
    REQUIRE(stream.handler.broken.size() == 1);
    CHECK_THAT(stream.handler.broken[0], Catch::Contains("RFC 6120 11.1"));
}

TEST_CASE("a document type is refused before its entities are read") {
    RecordingHandler handler;
    StanzaReader reader({}, handler);
    reader.feed("<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>");
    reader.feed(stream_header);
    CHECK(handler.broken ==
          std::vector<std::string>{"a document type declaration is not allowed (RFC 6120 11.1)"});
}

TEST_CASE("what is no XMPP stream is refused") {
    const auto* const start = GENERATE("<html>", "<stream xmlns='jabber:client'>", "HTTP/1.1 400");
    RecordingHandler handler;
    StanzaReader reader({}, handler);
    reader.feed(start);
    CHECK(handler.broken.size() == 1);
}

TEST_CASE("the end of the stream is told once") {
    Stream stream;
    stream.reader.feed(message("a") + "</stream:stream>" + message("b"));
    stream.reader.feed("<presence/>");
    CHECK(stream.handler.stanzas.size() == 1);
    CHECK(stream.handler.closed == 1);
    CHECK(stream.handler.broken.empty());
}

TEST_CASE("a stream that ends with its header is told so") {
    RecordingHandler handler;
    StanzaReader reader({}, handler);
    reader.feed("<s:stream xmlns:s='http://etherx.jabber.org/streams'/>");
    CHECK(handler.closed == 1);
}

TEST_CASE("a stream inside the stream is no new stream") {
    Stream stream;
    stream.reader.feed("<stream:stream from='evil'><a/></stream:stream>" + message("a"));
    CHECK(stream.handler.closed == 0);
    CHECK(stream.handler.rejected.size() == 1);
    CHECK(stream.handler.stanzas.size() == 1);
}

TEST_CASE("after restart() the rest of the bytes is dropped and a new stream begins") {
    Stream stream;
    stream.handler.after_stanza = [&] { stream.reader.restart(); };
    stream.reader.feed("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + message("forged"));
    REQUIRE(stream.handler.stanzas.size() == 1);
    CHECK(stream.handler.originals[0] == "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    stream.handler.after_stanza = nullptr;
    stream.reader.feed(" \n");
    stream.reader.feed(stream_header);
    stream.reader.feed(message("true"));
    CHECK(stream.handler.originals.back() == message("true"));
    CHECK(stream.handler.broken.empty());
}

TEST_CASE("after stop() nothing more is delivered") {
    Stream stream;
    stream.handler.after_stanza = [&] { stream.reader.stop(); };
    stream.reader.feed(message("1") + message("2"));
    stream.reader.feed(message("3") + "</stream:stream>");
    CHECK(stream.handler.stanzas.size() == 1);
    CHECK(stream.handler.closed == 0);
}

TEST_CASE("an exception of the handler passes through") {
    Stream stream;
    stream.handler.after_stanza = [] { throw std::runtime_error("disk full"); };
    CHECK_THROWS_WITH(stream.reader.feed(message("1") + message("2")), "disk full");
    CHECK(stream.handler.stanzas.size() == 1);
}
