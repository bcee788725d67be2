// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/html/link.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::view;

static std::string written(std::string_view text) {
    std::string out;
    view::Markup markup(out, view::Markup::Lines::none);
    html::write_text(markup, text);
    return out;
}

static std::string link(const std::string& address) {
    return "<a href=\"" + address + "\" rel=\"noopener noreferrer nofollow\"><bdi>" + address +
           "</bdi></a>";
}

TEST_CASE("only addresses of the web and of XMPP are links") {
    for (const auto* address : {"https://a.example/", "HTTP://a.example", "xmpp:bob@example.net"})
        CHECK(html::is_safe_link(address));
    for (const auto* address :
         {"javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd",
          "ftp://a", "https:", "https://", "//a.example", "a.example", "", " https://a",
          "https://a b", "https://a\nb", "\x01javascript:x", "vbscript:x", "cid:x"})
        CHECK_FALSE(html::is_safe_link(address));
}

TEST_CASE("an address in a text is a link, without the punctuation of the sentence") {
    CHECK(written("see https://a.example/x?y=1&z.") ==
          "see " + link("https://a.example/x?y=1&amp;z") + ".");
    CHECK(written("(https://a.example/x), XMPP:b@c?join!") ==
          "(" + link("https://a.example/x") + "), " + link("XMPP:b@c?join") + "!");
    CHECK(written("https://a.example/x_(y)") == link("https://a.example/x_(y)"));
    CHECK(written("https://a https://b") == link("https://a") + " " + link("https://b"));
}

TEST_CASE("what only looks like an address stays a text") {
    CHECK(written("https:// http:/a xhttps://a hh xmpp: x") ==
          "https:// http:/a xhttps://a hh xmpp: x");
    CHECK(written("") == "");
}

TEST_CASE("an address ends where a text could leave it or turn its direction") {
    CHECK(written("https://a\"onclick=\"x") == link("https://a") + "&quot;onclick=&quot;x");
    CHECK(written("https://a</a><script>") == link("https://a") + "&lt;/a&gt;&lt;script&gt;");
    CHECK(written("https://a\xE2\x80\xAEgnp.exe\xE2\x80\xAC") ==
          link("https://a") + "\xE2\x80\xAEgnp.exe\xE2\x80\xAC");
}

TEST_CASE("a text of many beginnings of addresses is read in linear time") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "http://";
    CHECK(written(text).size() > text.size());
}
