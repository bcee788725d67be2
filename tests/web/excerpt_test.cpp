// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/excerpt.hpp"

#include "query/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static std::string excerpt(std::string_view text, std::string_view query) {
    std::string out;
    view::Markup markup(out, view::Markup::Lines::none);
    const auto where = query::parse(query, {Time{}, TimeZone::named("UTC")});
    web::write_excerpt(markup, text, query::Marks(where));
    return out;
}

TEST_CASE("a short text is shown whole, on one line, with what was found marked") {
    CHECK(excerpt("two\ncups of Tea & tea", "tea") ==
          "two cups of <mark>Tea</mark> &amp; <mark>tea</mark>");
    CHECK(excerpt("no match <b>", "tea") == "no match &lt;b&gt;");
    CHECK(excerpt("", "tea").empty());
}

TEST_CASE("of a long text the part around the first match is shown, cut at characters") {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "äöü ";
    const auto found = excerpt(text + "tea " + text, "tea");
    CHECK(found.starts_with("… "));
    CHECK(found.ends_with(" …"));
    CHECK(found.find("<mark>tea</mark>") != std::string::npos);
    CHECK(found.size() < 450);
    const std::string unbroken(5000, 'x');
    CHECK(excerpt(unbroken, "tea").size() < 400);
    std::string wide;
    for (int i = 0; i < 2000; ++i) wide += "茶";
    CHECK(excerpt(wide + "tea", "-S tea").find("\xEF\xBF\xBD") == std::string::npos);
}
