// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/highlight.hpp"

#include "query/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

// The text with what the query found in brackets.
static std::string found(std::string_view query, const std::string& text) {
    const auto zone = TimeZone::named("UTC");
    const cli::Highlighter highlighter(query::parse(query, {from_milliseconds(0), zone}));
    std::string out;
    std::size_t done = 0;
    for (const auto& span : highlighter.find(text)) {
        out += text.substr(done, span.begin - done) + "[" +
               text.substr(span.begin, span.end - span.begin) + "]";
        done = span.end;
    }
    return out + text.substr(done);
}

TEST_CASE("whole words are marked, without regard to case and accents") {
    CHECK(found("tea", "Tea, not team or steam; TEA") == "[Tea], not team or steam; [TEA]");
    CHECK(found("gozleme", "And a Gözleme") == "And a [Gözleme]");
}

TEST_CASE("phrases, beginnings of words and regular expressions are marked as such") {
    CHECK(found("\"green tea\"", "green tea, green") == "[green tea], green");
    CHECK(found("lig*", "the lighthouse") == "the [lig]hthouse");
    CHECK(found("/t+e./", "Tea") == "[Tea]");
}

TEST_CASE("Chinese is marked within a run of characters") {
    CHECK(found("茶", "喝茶吗") == "喝[茶]吗");
}

TEST_CASE("what must not occur is not marked") {
    CHECK(found("green -tea", "tea green") == "tea [green]");
}

TEST_CASE("marks that touch become one") {
    CHECK(found("tea \"tea time\"", "tea time") == "[tea time]");
}
