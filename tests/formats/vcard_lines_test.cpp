// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/vcard_lines.hpp"

#include "base/text.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <vector>

using namespace boswell;
using formats::VCardLines;

static std::string text_line(std::string_view value) {
    VCardLines lines;
    lines.text("NOTE", value);
    return lines.str();
}

TEST_CASE("what has a meaning in a vCard is escaped in a text") {
    CHECK(text_line("a,b;c\\d") == "NOTE:a\\,b\\;c\\\\d\r\n");
    CHECK(text_line("one\ntwo\r\nthree\rfour") == "NOTE:one\\ntwo\\nthree\\nfour\r\n");
    CHECK(text_line("tab\tcolon:quote\"") == "NOTE:tab\tcolon:quote\"\r\n");
    CHECK(text_line("").empty());
}

TEST_CASE("nothing that breaks a line anywhere leaves the line of a property") {
    CHECK(text_line("a\u0085b\u2028c\u2029d") == "NOTE:a\\nb\\nc\\nd\r\n");
    CHECK(text_line(std::string("a\0b\x1b"
                                "c\x7f\v\f",
                                8)) == "NOTE:a\uFFFDb\uFFFDc\uFFFD\uFFFD\uFFFD\r\n");
    CHECK(text_line("x\u009b2J\u2027") == "NOTE:x\uFFFD2J\u2027\r\n");
}

TEST_CASE("components and values of a list are divided by what they may not have") {
    VCardLines lines;
    lines.components("N", std::vector<std::string>{"A;B", "", "c,d"});
    lines.components("ADR", std::vector<std::string>{"", ""});
    lines.list("CATEGORIES", std::vector<std::string>{"Tea, green", "x"});
    lines.list("CATEGORIES", std::vector<std::string>{});
    CHECK(lines.str() == "N:A\\;B;;c\\,d\r\nCATEGORIES:Tea\\, green,x\r\n");
}

TEST_CASE("what claims to be an address but is none is a text") {
    VCardLines lines;
    lines.uri("URL", "https://example.net/a,b;c");
    lines.uri("URL", "example.net");
    lines.uri("URL", "https://example.net/\r\nEMAIL:x@y");
    lines.uri("URL", "https://example.net/ö");
    lines.uri("URL", "1:2");
    CHECK(lines.str() ==
          "URL:https://example.net/a,b;c\r\nURL;VALUE=text:example.net\r\n"
          "URL;VALUE=text:https://example.net/\\nEMAIL:x@y\r\n"
          "URL;VALUE=text:https://example.net/ö\r\nURL;VALUE=text:1:2\r\n");
}

static std::vector<std::string> physical_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find("\r\n", begin);
        REQUIRE(end != std::string::npos);
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 2;
    }
    return lines;
}

static void check_folding(const std::string& written, const std::string& unfolded) {
    std::string together;
    for (const auto& line : physical_lines(written)) {
        RC_ASSERT(line.size() <= 75);
        RC_ASSERT(is_utf8(line));
        RC_ASSERT(together.empty() || line.front() == ' ');
        together += together.empty() ? line : line.substr(1);
    }
    RC_ASSERT(together == unfolded);
}

TEST_CASE("no line has more than 75 octets, and no character is cut in two") {
    const auto holds = rc::check("", [] {
        const auto parts = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("a", "ö", "茶", "👍", " ", "longer words"));
        std::string value;
        for (int times = 0; times < 5; ++times)
            for (const auto& part : parts) value += part;
        const auto written = text_line(value);
        if (!value.empty()) check_folding(written, "NOTE:" + value);
    });
    CHECK(holds);
    CHECK(text_line(std::string(70, 'a')) == "NOTE:" + std::string(70, 'a') + "\r\n");
    CHECK(text_line(std::string(71, 'a')) == "NOTE:" + std::string(70, 'a') + "\r\n a\r\n");
}

TEST_CASE("a text of a mebibyte, and bytes that are no UTF-8, come to an end") {
    const auto long_text = text_line(std::string(1u << 20, 'a'));
    CHECK(long_text.size() > (1u << 20));
    CHECK(physical_lines(text_line(std::string(200, '\x80'))).size() < 6);
}
