// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/parse.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace boswell::stanza;

static const std::string message = "<message from='b@x/y'><body>hi</body></message>";

static std::string repeat(std::string_view part, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += part;
    return all;
}

TEST_CASE("exactly one stanza is taken, with white space around it") {
    CHECK(parse(message));
    CHECK(parse(" \r\n\t" + message + "\n "));
    CHECK(parse("<presence/>"));
    CHECK_FALSE(parse(""));
    CHECK_FALSE(parse(" "));
    CHECK_FALSE(parse("hello"));
    CHECK_FALSE(parse("<message>"));
    CHECK_FALSE(parse("<message><body></message>"));
    CHECK_FALSE(parse(message + message));
    CHECK_FALSE(parse(message + "<presence"));
    CHECK_FALSE(parse(message + "<!--"));
    CHECK_FALSE(parse(message + "</stream:stream><stream:stream>"));
    CHECK_FALSE(parse(message + "</stream:stream>"));
    CHECK_FALSE(parse(message + "x"));
    CHECK_FALSE(parse("x" + message));
}

TEST_CASE("a stanza without a namespace is one of a client's stream") {
    CHECK(parse("<message/>")->root().xmlns() == "jabber:client");
    CHECK(parse("<message xmlns='jabber:server'/>")->root().xmlns() == "jabber:server");
    CHECK(parse("<stream:error/>")->root().xmlns() == "http://etherx.jabber.org/streams");
}

TEST_CASE("what is no XML, and what RFC 6120 11.1 forbids, is no stanza") {
    const std::string content =
        GENERATE("a\xff", "\x01", "\xC0\x80", "&#0;", "&foo;", "<p:x/>", "<x a='1' a='2'/>",
                 "<x xmlns:a='u' xmlns:b='u' a:x='1' b:x='2'/>", "]]>", "<!-- c -->", "<?php x ?>");
    CHECK_FALSE(parse("<message>" + content + "</message>"));
    CHECK_FALSE(parse(content + message));
    CHECK_FALSE(parse(message + content));
}

TEST_CASE("a document type is refused") {
    CHECK_FALSE(parse("<!DOCTYPE s [<!ENTITY a 'aaaa'>]>" + message));
}

TEST_CASE("a stream is no stanza, but one inside a stanza is an element") {
    CHECK_FALSE(parse("<stream:stream/>"));
    CHECK(parse("<stream/>"));
    CHECK(parse("<stream:features/>"));
    CHECK(parse("<message><stream:stream/></message>"));
}

TEST_CASE("what is just within the limits is a stanza, and what is over them is none") {
    const Limits limits{
        .bytes = 120, .depth = 4, .elements = 5, .attributes = 3, .all_attributes = 4};
    CHECK(parse("<message><body>" + std::string(88, 'x') + "</body></message>", limits));
    CHECK_FALSE(parse("<message><body>" + std::string(89, 'x') + "</body></message>", limits));
    CHECK(parse("<message><a><a><a/></a></a></message>", limits));
    CHECK_FALSE(parse("<message><a><a><a><a/></a></a></a></message>", limits));
    CHECK(parse("<message>" + repeat("<a/>", 4) + "</message>", limits));
    CHECK_FALSE(parse("<message>" + repeat("<a/>", 5) + "</message>", limits));
    CHECK(parse("<message a='' b='' c=''/>", limits));
    CHECK_FALSE(parse("<message a='' b='' c='' d=''/>", limits));
    CHECK(parse("<message>" + repeat("<a b='' c=''/>", 2) + "</message>", limits));
    CHECK_FALSE(parse("<message a=''>" + repeat("<a b='' c=''/>", 2) + "</message>", limits));
}

TEST_CASE("deep nesting and many children are refused by default") {
    CHECK(parse(repeat("<a>", 64) + repeat("</a>", 64)));
    CHECK_FALSE(parse(repeat("<a>", 65) + repeat("</a>", 65)));
    CHECK_FALSE(parse(repeat("<a>", 200'000)));
    CHECK(parse("<message>" + repeat("<a/>", 19'999) + "</message>"));
    CHECK_FALSE(parse("<message>" + repeat("<a/>", 20'000) + "</message>"));
}
