// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/write_xml.hpp"

#include "stanza/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell::stanza;

static std::string written(std::string_view bytes, std::string_view outer = "jabber:client",
                           std::string_view textless = {}) {
    const auto document = parse(bytes);
    REQUIRE(document);
    std::string text;
    write_xml(document->root(), outer, textless, text);
    return text;
}

TEST_CASE("an element is written with its attributes, text and children") {
    CHECK(written("<message to='b@x' id=''>a<body xml:lang='en'>hi</body>b<x/></message>") ==
          "<message to='b@x' id=''>ab<body xml:lang='en'>hi</body><x></x></message>");
}

static std::string canonical(std::string_view bytes, ChildOrder order = ChildOrder::kept) {
    const auto document = parse(bytes);
    REQUIRE(document);
    return canonical_xml(document->root(), order);
}

TEST_CASE("canonical XML is the same for the same content") {
    CHECK(canonical("<a xmlns='urn:a' y='2' x='1'>\n <b/>\n <c xml:lang='de' q=''> t </c></a>") ==
          "<a xmlns='urn:a' x='1' y='2'><b></b><c q='' xml:lang='de'> t </c></a>");
    CHECK(canonical("<a xmlns='urn:a'><b/><c/></a>") != canonical("<a xmlns='urn:a'><c/><b/></a>"));
    CHECK(canonical("<a xmlns='urn:a'><b/><c/></a>", ChildOrder::sorted) ==
          canonical("<a xmlns='urn:a'><c/><b/></a>", ChildOrder::sorted));
    CHECK(canonical("<a xmlns='urn:a'>data:,x</a>") == "<a xmlns='urn:a'>data:,x</a>");
    CHECK(canonical("<a xmlns='urn:a'> data:," + std::string(2000, 'x') + "</a>") ==
          "<a xmlns='urn:a'></a>");
}

TEST_CASE("a namespace is written where it differs from that of what is around") {
    const std::string bytes = "<message><x xmlns='urn:x'><y></y><z xmlns=''></z></x></message>";
    CHECK(written(bytes) == bytes);
    CHECK(written(bytes, "") ==
          "<message xmlns='jabber:client'><x xmlns='urn:x'><y></y><z xmlns=''></z></x></message>");
    CHECK(written("<m xmlns='a&apos;b'/>") == "<m xmlns='a&apos;b'></m>");
}

TEST_CASE("what is written reads back as the same") {
    const std::string bytes =
        "<message from='a&amp;b&lt;&gt;&quot;&apos;&#9;&#10;&#13;'>&lt;&amp;&gt;😀&quot;&apos;\t\n"
        "&#13;<x id='1'></x></message>";
    const auto once = written(bytes);
    CHECK(written(once) == once);
    const auto first = parse(bytes);
    const auto second = parse(once);
    CHECK(second->root().attribute("from") == first->root().attribute("from"));
    CHECK(first->root().attribute("from") == "a&b<>\"'\t\n\r");
    CHECK(second->root().text() == first->root().text());
    CHECK(first->root().text() == "<&>😀\"'\t\n\r");
}

TEST_CASE("the text of some elements may be left out, but not their children") {
    CHECK(written("<v><PHOTO><TYPE>t</TYPE><BINVAL>AAAA<x>b</x></BINVAL></PHOTO></v>",
                  "jabber:client",
                  "BINVAL") == "<v><PHOTO><TYPE>t</TYPE><BINVAL><x>b</x></BINVAL></PHOTO></v>");
}

TEST_CASE("start and end of an element may be written alone") {
    const auto document = parse("<chat with='b@x'>text<to/></chat>");
    std::string text;
    write_start(document->root(), "", text);
    CHECK(text == "<chat xmlns='jabber:client' with='b@x'>");
    write_end(document->root(), text);
    CHECK(text == "<chat xmlns='jabber:client' with='b@x'></chat>");
}
