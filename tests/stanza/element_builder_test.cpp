// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/element_builder.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

using namespace boswell::stanza;

static const char* no_attributes[] = {nullptr};

/// Gives the builder an element with a sender and a text, and leaves it open.
static void open_message(ElementBuilder& builder, const char* from, std::string_view text) {
    const char* attributes[] = {"from", from, nullptr};
    builder.open("jabber:client\x01message", attributes);
    builder.text(text);
}

TEST_CASE("after reset() a builder builds the next stanza") {
    ElementBuilder builder({});
    for (const std::string text : {"one", "two", "three"}) {
        builder.reset();
        open_message(builder, "b@x", text);
        builder.open("urn:x\x01x", no_attributes);
        builder.close();
        builder.text("!");
        builder.close();
        CHECK(builder.root().text() == text + "!");
        CHECK(is(*builder.root().children().begin(), "x", "urn:x"));
        CHECK(std::next(builder.root().children().begin()) == builder.root().children().end());
    }
}

TEST_CASE("what was left open or rejected does not reach the next stanza") {
    ElementBuilder builder({});
    open_message(builder, "evil@x", "left open");
    builder.reset();
    open_message(builder, "evil@x", "rejected");
    builder.reject("too evil");
    builder.close();
    builder.reset();
    CHECK_FALSE(builder.rejected());
    CHECK(builder.from().empty());
    open_message(builder, "b@x", "good");
    builder.close();
    CHECK(builder.root().text() == "good");
    CHECK(builder.from() == "b@x");
}

TEST_CASE("limits count anew for each stanza") {
    ElementBuilder builder({.depth = 1, .elements = 1, .attributes = 1, .all_attributes = 1});
    for (int i = 0; i < 3; ++i) {
        builder.reset();
        open_message(builder, "b@x", "");
        builder.close();
        CHECK_FALSE(builder.rejected());
    }
}

TEST_CASE("a stanza over a limit tells its sender and the first reason, and takes no more") {
    ElementBuilder builder({.depth = 2});
    open_message(builder, "evil@x", "");
    builder.open("a", no_attributes);
    CHECK_FALSE(builder.rejected());
    builder.open("a", no_attributes);
    CHECK(builder.rejected());
    CHECK(builder.reason() == "nested deeper than 2 elements");
    builder.reject("another reason");
    builder.text("text");
    builder.open("a", no_attributes);
    for (int i = 0; i < 4; ++i) builder.close();
    CHECK(builder.reason() == "nested deeper than 2 elements");
    CHECK(builder.from() == "evil@x");
}

TEST_CASE("the sender of a rejected stanza is cut to the length of a JID") {
    ElementBuilder builder({});
    open_message(builder, std::string(4000, 'x').c_str(), "");
    CHECK(builder.from() == std::string(3071, 'x'));
    const char* inner[] = {"from", "somebody@else", nullptr};
    builder.open("a", inner);
    CHECK(builder.from() == std::string(3071, 'x'));
}

static std::optional<std::string> modern(std::string_view address) {
    if (!address.starts_with("old:")) return std::nullopt;
    return "new:" + std::string(address.substr(4));
}

TEST_CASE("addresses of an older form are read in the one of today, and nothing else is") {
    ElementBuilder builder({}, modern);
    const char* attributes[] = {"from", "old:a", "to", "b",     "jid",  "old:c",
                                "id",   "old:d", "by", "old:e", nullptr};
    builder.open("a", attributes);
    const char* inner[] = {"from", "old:f", nullptr};
    builder.open("b", inner);
    builder.text("old:g");
    builder.close();
    builder.close();
    const auto& root = builder.root();
    CHECK(root.attribute("from") == "new:a");
    CHECK(root.attribute("to") == "b");
    CHECK(root.attribute("jid") == "new:c");
    CHECK(root.attribute("id") == "old:d");
    CHECK(root.attribute("by") == "old:e");
    CHECK(root.children().begin()->attribute("from") == "new:f");
    CHECK(root.children().begin()->text() == "old:g");
    CHECK(builder.from() == "old:a");
}

TEST_CASE("a document that was taken outlives its builder") {
    Document document = [] {
        ElementBuilder builder({});
        open_message(builder, "b@x", "kept");
        builder.close();
        return builder.take();
    }();
    CHECK(document.root().text() == "kept");
    CHECK(document.root().attribute("from") == "b@x");
}
