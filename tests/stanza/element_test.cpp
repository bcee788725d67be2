// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element.hpp"

#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

using namespace boswell::stanza;

/// The test fails if it is no stanza.
static Document parsed(std::string_view bytes) {
    auto document = parse(bytes);
    REQUIRE(document);
    return std::move(*document);
}

/// The body as it is read; the test fails if there is none.
static std::string body_of(std::string_view content) {
    const auto document = parsed("<message><body>" + std::string(content) + "</body></message>");
    const auto* body = find_child(document.root(), "body", ns::client);
    REQUIRE(body != nullptr);
    return std::string(body->text());
}

TEST_CASE("text is read as XML says") {
    CHECK(body_of("&#x1F600;&#128512;") == "😀😀");
    CHECK(body_of("&lt;b&gt;&amp;&quot;&apos;") == "<b>&\"'");
    CHECK(body_of("<![CDATA[<b>&amp;]]>") == "<b>&amp;");
    CHECK(body_of("a\r\nb") == "a\nb");
    CHECK(body_of("  a  ") == "  a  ");
    CHECK(body_of("").empty());
}

TEST_CASE("the text of an element is joined, and that of its children is theirs") {
    const auto document = parsed("<message>a<x>b<y>c</y>d</x>e<z/>f</message>");
    const auto& message = document.root();
    CHECK(message.text() == "aef");
    const auto* x = find_child(message, "x", ns::client);
    REQUIRE(x != nullptr);
    CHECK(x->text() == "bd");
    CHECK(child_text(*x, "y", ns::client) == "c");
    CHECK(child_text(message, "z", ns::client).empty());
}

TEST_CASE("quotation marks in attributes are read as XML says") {
    const auto document = parsed("<message id='a\"b' type=\"c'd\" to='e>f'/>");
    CHECK(document.root().attribute("id") == "a\"b");
    CHECK(document.root().attribute("type") == "c'd");
    CHECK(document.root().attribute("to") == "e>f");
}

TEST_CASE("an attribute may be absent, empty or there") {
    const auto document = parsed("<message id='' to='b@x'/>");
    const auto& message = document.root();
    CHECK(message.has_attribute("id"));
    CHECK(message.attribute("id").empty());
    CHECK(message.attribute("to") == "b@x");
    CHECK_FALSE(message.has_attribute("from"));
    CHECK(message.attribute("from").empty());
    CHECK(message.attributes().size() == 2);
    CHECK(message.attributes()[1].name == "to");
}

TEST_CASE("an attribute with a prefix is not taken for one without") {
    const auto both =
        parsed("<message xmlns:c='jabber:client' c:from='alice@x' from='mallory@x'/>");
    CHECK(both.root().attribute("from") == "mallory@x");
    CHECK(both.root().attributes().size() == 1);
    const auto one = parsed("<presence xmlns:c='jabber:client' c:from='alice@x'/>");
    CHECK_FALSE(one.root().has_attribute("from"));
}

TEST_CASE("an attribute of google:roster has a name of its own") {
    const auto item = parsed("<item xmlns='a' xmlns:g='google:roster' g:t='B' t='H'/>");
    CHECK(item.root().attribute("t") == "H");
    CHECK(item.root().attribute("google-roster-t") == "B");
    const auto twice =
        parsed("<item xmlns='a' xmlns:g='google:roster' g:t='B' google-roster-t='H'/>");
    CHECK(twice.root().attribute("google-roster-t") == "H");
    CHECK(twice.root().attributes().size() == 1);
}

TEST_CASE("an attribute of google:internal has a name of its own") {
    const auto item = parsed("<message xmlns:i='google:internal' i:time-stamp='1' i:from='b@c'/>");
    CHECK(item.root().attribute("google-internal-time-stamp") == "1");
    CHECK_FALSE(item.root().has_attribute("from"));
}

TEST_CASE("xml:lang is kept, and other attributes of its namespace are not") {
    const auto document = parsed(
        "<message xml:lang='de' xml:space='preserve'><body xml:lang='en'>x</body><subject/>"
        "</message>");
    const auto& message = document.root();
    CHECK(message.attributes().size() == 1);
    CHECK(language(message) == "de");
    CHECK(language(*find_child(message, "body", ns::client), "de") == "en");
    CHECK(language(*find_child(message, "subject", ns::client), "de") == "de");
    CHECK(language(*find_child(message, "subject", ns::client)).empty());
}

TEST_CASE("every element carries its namespace, whatever its prefix") {
    const auto document = parsed(
        "<message><html xmlns='urn:h'><body>b</body></html><x:body xmlns:x='jabber:client'>a"
        "</x:body><n xmlns=''/></message>");
    const auto& message = document.root();
    CHECK(is(message, "message", ns::client));
    CHECK_FALSE(is(message, "message", "urn:h"));
    CHECK_FALSE(is(message, "body", ns::client));
    CHECK(child_text(message, "body", ns::client) == "a");
    const auto* html = find_child(message, "html", "urn:h");
    REQUIRE(html != nullptr);
    CHECK(child_text(*html, "body", "urn:h") == "b");
    CHECK(find_child(*html, "body", ns::client) == nullptr);
    REQUIRE(find_child(message, "n", "") != nullptr);
}

TEST_CASE("children are in their order, and the first of a name is found") {
    const auto document = parsed("<message><a>1</a><b/><a>2</a><c/></message>");
    std::string names;
    for (const auto& child : document.root().children()) names += child.name();
    CHECK(names == "abac");
    CHECK(child_text(document.root(), "a", ns::client) == "1");
    const auto children = document.root().children();
    CHECK(std::distance(children.begin(), children.end()) == 4);
    CHECK_FALSE(children.empty());
    const auto* leaf = find_child(document.root(), "b", ns::client);
    CHECK(leaf->children().empty());
    CHECK(leaf->children().begin() == leaf->children().end());
    auto second = children.begin();
    CHECK((second++)->name() == "a");
    CHECK(second->name() == "b");
}

TEST_CASE("a stanza of many elements and long texts is read whole") {
    std::string bytes = "<message>";
    for (int i = 0; i < 3000; ++i)
        bytes += "<item id='" + std::to_string(i) + "'>" + std::string(200, 'x') + "</item>";
    const auto document = parsed(bytes + "</message>");
    int count = 0;
    bool right = true;
    for (const auto& item : document.root().children()) {
        right = right && item.attribute("id") == std::to_string(count) && item.text().size() == 200;
        ++count;
    }
    CHECK(count == 3000);
    CHECK(right);
}

TEST_CASE("a document may be moved while its elements are in use") {
    auto document = parsed("<message id='1'><body>x</body></message>");
    const auto& message = document.root();
    const auto kept = std::move(document);
    CHECK(&kept.root() == &message);
    CHECK(child_text(message, "body", ns::client) == "x");
}
