// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/marks.hpp"

#include "base/text.hpp"
#include "query/parse.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;

// The text with what the query found in brackets.
static std::string found(std::string_view query, const std::string& text) {
    const auto zone = TimeZone::named("UTC");
    const query::Marks marks(query::parse(query, {from_milliseconds(0), zone}));
    std::string out;
    std::size_t done = 0;
    for (const auto& span : marks.find(text)) {
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

TEST_CASE("a stretched word is marked as a whole") {
    CHECK(found("مرحبا", "قال مـرحـبـا بك") == "قال [مـرحـبـا] بك");
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

TEST_CASE("a mark covers whole characters, however they were put together") {
    CHECK(found("cafe", "un cafe\u0301 noir") == "un [cafe\u0301] noir");
    CHECK(found("strasse", "Die Straße") == "Die [Straße]");
    CHECK(found("한", "\u1112\u1161\u11ab글") == "[\u1112\u1161\u11ab]글");
    CHECK(found("שלום", "שָׁלוֹם") == "[שָׁלוֹם]");
    CHECK(found("tm", "Boswell™ rocks") == "Boswell[™] rocks");
}

TEST_CASE("emoji are marked alone, also within a word") {
    CHECK(found("👍", "ok👍ok") == "ok[👍]ok");
    CHECK(found("🚀", "👩\u200d🚀") == "👩\u200d[🚀]");
}

TEST_CASE("words of a phrase stand next to each other, whatever is between them") {
    CHECK(found("\"green tea\"", "green, tea; green the tea") == "[green, tea]; green the tea");
    CHECK(found("well-known", "well known, known well") == "[well known], known well");
}

TEST_CASE("of a phrase that ends with the beginning of a word, no more than that is marked") {
    CHECK(found("http://exam*", "see http://example.org/") == "see [http://exam]ple.org/");
    CHECK(found("a-b*", "a, a") == "a, a");
}

TEST_CASE("a text without words is marked by its characters") {
    CHECK(found(":-)", "well :-) then") == "well [:-)] then");
}

// The text with what --substring finds in brackets.
static std::string within(std::string_view query, const std::string& text) {
    const auto zone = TimeZone::named("UTC");
    const auto where = query::as_substrings(query::parse(query, {from_milliseconds(0), zone}));
    std::string out;
    std::size_t done = 0;
    for (const auto& span : query::Marks(where).find(text)) {
        out += text.substr(done, span.begin - done) + "[" +
               text.substr(span.begin, span.end - span.begin) + "]";
        done = span.end;
    }
    return out + text.substr(done);
}

TEST_CASE("substrings are marked within words, with accents as they are written") {
    CHECK(within("TEA", "steam") == "s[tea]m");
    CHECK(within("strass", "Maßstraße") == "Maß[straß]e");
    CHECK(within("ss", "ßs") == "[ßs]");
    CHECK(within("gozleme", "Gözleme") == "Gözleme");
    CHECK(within("gözleme", "GO\u0308ZLEME") == "[GO\u0308ZLEME]");
    CHECK(within("\u00AD", "a\u00ADb") == "a\u00ADb");
}

TEST_CASE("a regular expression that matches nothing in one place may match something in another") {
    CHECK(found("/x*/", "abxxcx") == "ab[xx]c[x]");
    CHECK(found("/^a/", "aaa") == "[a]aa");
}

TEST_CASE("of a regular expression the first thousand matches are marked") {
    const std::string text(1001, 'a');
    CHECK(found("/a(b)?/", text) == "[" + std::string(1000, 'a') + "]a");
}

TEST_CASE("in what is not UTF-8 nothing is marked") { CHECK(found("a", "a \xff a") == "a \xff a"); }

TEST_CASE("marks are ascending and disjoint, whatever was written") {
    const auto zone = TimeZone::named("UTC");
    const query::Clock clock{from_milliseconds(0), zone};
    CHECK(rc::check([&] {
        const auto characters = rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("a", "b", "ß", "é", "e\u0301", "\u0301", "茶", "👍", "ﷺ",
                                          " ", "-", "™", "\u0E01", "\u0E38", "\n"));
        std::string text;
        for (const auto& character : *characters) text += character;
        auto where = query::parse("a* b \"é é\" 茶 \"-\" /b|é/", clock);
        if (*rc::gen::arbitrary<bool>()) where = query::as_substrings(where);
        std::size_t done = 0;
        for (const auto& span : query::Marks(where).find(text)) {
            RC_ASSERT(done <= span.begin);
            RC_ASSERT(span.begin < span.end);
            RC_ASSERT(span.end <= text.size());
            RC_ASSERT(is_utf8(std::string_view(text).substr(span.begin, span.end - span.begin)));
            done = span.end;
        }
    }));
}
