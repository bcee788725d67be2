// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/markup.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using view::Markup;

TEST_CASE("elements nest, and what is open is closed in the right order") {
    std::string out;
    Markup markup(out);
    markup.open("svg", {{"width", 10}});
    markup.element("text", {{"class", "name"}}, "Bob");
    markup.empty("rect", {{"x", 1}});
    markup.close();
    CHECK(out == "<svg width=\"10\"><text class=\"name\">Bob</text>\n<rect x=\"1\"/>\n</svg>\n");
}

TEST_CASE("no text or value can end what it stands in, or hide what stands behind it") {
    std::string out;
    Markup markup(out);
    markup.element("text", {{"class", "a\" onload='x'"}},
                   "</text><script>&amp;\x1b[0m \xE2\x80\xAE\xC2\x9B\xFF");
    CHECK(out ==
          "<text class=\"a&quot; onload=&apos;x&apos;\">&lt;/text&gt;&lt;script&gt;&amp;amp;"
          "\\x1b[0m \xE2\x80\xAE\\x9b\\xff\xE2\x80\xAC</text>\n");
}

TEST_CASE("the two characters that no XML may have become visible") {
    std::string out;
    Markup(out).text(
        "a\xEF\xBF\xBE"
        "b\xEF\xBF\xBF"
        "c\xEF\xBF\xBD");
    CHECK(out == "a\\ufffeb\\uffffc\xEF\xBF\xBD");
}

TEST_CASE("in HTML no line ends between two words, and a style is not escaped") {
    std::string out;
    Markup markup(out, Markup::Lines::none);
    markup.open("p");
    markup.element("b", {}, "a");
    markup.element("i", {}, "<");
    markup.empty("br");
    markup.raw_element("style", {}, "a > b { content: '\"' }");
    markup.close();
    CHECK(out == "<p><b>a</b><i>&lt;</i><br/><style>a > b { content: '\"' }</style></p>");
}
