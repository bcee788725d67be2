// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse.hpp"

#include "base/error.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::query;
using Kind = Expression::Kind;

static const Clock& noon() {
    static const Clock at{*parse_rfc3339("2026-11-22T12:00:00Z"), TimeZone::named("UTC")};
    return at;
}

/// An expression in prefix notation, such as (and words:a (not prefix:b)).
static std::string shown(const Expression& e) {
    const auto list = [&](std::string head) {
        for (const auto& child : e.children) head += " " + shown(child);
        return "(" + head + ")";
    };
    const auto time = [](const std::optional<Time>& t) { return t ? to_rfc3339(*t) : ""; };
    static constexpr const char* matches[] = {"words", "prefix", "substring", "regex"};
    static constexpr const char* fields[] = {"from",      "to",   "with", "in", "account",
                                             "direction", "type", "has",  "is", "id"};
    switch (e.kind) {
        case Expression::Kind::conversation:  // nothing that is typed means one
            break;
        case Kind::all:
            return list("and");
        case Kind::any:
            return list("or");
        case Kind::none:
            return list("not");
        case Kind::text:
            return std::string(e.text.part == Part::subject ? "subject-" : "") +
                   matches[static_cast<int>(e.text.match)] + ":" + e.text.text;
        case Kind::filter:
            return std::string(fields[static_cast<int>(e.filter.field)]) + "=" + e.filter.value;
        case Kind::stamp:
            return time(e.stamp.since) + ".." + time(e.stamp.until);
    }
    return "?";
}

static std::string parsed(std::string_view text) { return shown(parse(text, noon())); }

static std::string refusal(std::string_view text) {
    try {
        parse(text, noon());
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST_CASE("an empty query matches everything") {
    CHECK(parsed("") == "(and)");
    CHECK(parsed(" \t ") == "(and)");
    CHECK(parsed("\"\"") == "(and)");
    CHECK(parsed("()") == "(and)");
}

TEST_CASE("words, phrases and prefixes must all occur") {
    CHECK(parsed("hello") == "words:hello");
    CHECK(parsed("hello \"big world\" wor*") == "(and words:hello words:big world prefix:wor)");
    CHECK(parsed("\"a \\\"b\\\" \\\\c\"") == "words:a \"b\" \\c");
    CHECK(parsed("*") == "words:*");
    CHECK(parsed("or and not") == "(and words:or words:and words:not)");
}

TEST_CASE("OR binds weaker than words side by side, parentheses bind") {
    CHECK(parsed("a b OR c") == "(or (and words:a words:b) words:c)");
    CHECK(parsed("a (b OR c) d") == "(and words:a (or words:b words:c) words:d)");
    CHECK(parsed("((a))") == "words:a");
}

TEST_CASE("a minus excludes what follows it") {
    CHECK(parsed("a -b") == "(and words:a (not words:b))");
    CHECK(parsed("-(a b)") == "(not (and words:a words:b))");
    CHECK(parsed("-\"a b\"") == "(not words:a b)");
    CHECK(parsed("-from:bob") == "(not from=bob)");
    CHECK(parsed("--a") == "(not (not words:a))");
    CHECK(parsed("well-known") == "words:well-known");
    CHECK(parsed("a - b") == "(and words:a words:- words:b)");
}

TEST_CASE("slashes make a regular expression, paths stay words") {
    CHECK(parsed("/ab+c/") == "regex:ab+c");
    CHECK(parsed("/a b/ x") == "(and regex:a b words:x)");
    CHECK(parsed("/a\\/b\\\\/") == "regex:a/b\\\\");
    CHECK(parsed("(/a/)") == "regex:a");
    CHECK(parsed("/usr/bin") == "words:/usr/bin");
    CHECK(parsed("/home") == "words:/home");
    CHECK(parsed("//") == "words://");
    CHECK_THAT(refusal("/a(/"), Catch::Contains("invalid regular expression"));
    CHECK_THAT(refusal("/(a{1000}){1000}/"), Catch::Contains("invalid regular expression"));
}

TEST_CASE("fields take bare and quoted values") {
    CHECK(parsed("from:bob") == "from=bob");
    CHECK(parsed("FROM:\"Bob Smith\" to:x with:y@z in:r@c account:a") ==
          "(and from=Bob Smith to=x with=y@z in=r@c account=a)");
    CHECK(parsed("direction:IN type:groupchat has:link is:delayed id:42") ==
          "(and direction=in type=groupchat has=link is=delayed id=42)");
    CHECK(parsed("(from:bob)") == "from=bob");
}

TEST_CASE("dates include their last day") {
    CHECK(parsed("date:2026-01..2026-03") == "2026-01-01T00:00:00.000Z..2026-04-01T00:00:00.000Z");
    CHECK(parsed("until:2026-11-22") == "..2026-11-23T00:00:00.000Z");
    CHECK(parsed("since:yesterday") == "2026-11-21T00:00:00.000Z..");
    CHECK(parsed("date:2025") == "2025-01-01T00:00:00.000Z..2026-01-01T00:00:00.000Z");
    CHECK(parsed("date:..2025") == "..2026-01-01T00:00:00.000Z");
    CHECK(parsed("since:\"2 days ago\"") == "2026-11-20T12:00:00.000Z..");
}

TEST_CASE("before: ends where its time begins, so that after: goes on without a gap") {
    CHECK(parsed("before:2026-11-22") == "..2026-11-22T00:00:00.000Z");
    CHECK(parsed("after:2026-11-22") == "2026-11-22T00:00:00.000Z..");
    CHECK(parsed("After:yesterday") == parsed("since:yesterday"));
    CHECK_THAT(refusal("before:"), Catch::Contains("right after the colon"));
    CHECK_THAT(refusal("before:soon"), Catch::Contains("'soon' is not a time"));
}

TEST_CASE("subject: takes words, phrases, prefixes and regular expressions") {
    CHECK(parsed("subject:tea") == "subject-words:tea");
    CHECK(parsed("subject:\"green tea\" tea") == "(and subject-words:green tea words:tea)");
    CHECK(parsed("subject:te*") == "subject-prefix:te");
    CHECK(parsed("-Subject:/^re:/") == "(not subject-regex:^re:)");
    CHECK_THAT(refusal("subject:/a(/"), Catch::Contains("invalid regular expression"));
}

TEST_CASE("a word with a colon is a text unless a field has that name") {
    CHECK(parsed("foo:bar") == "words:foo:bar");
    CHECK(parsed("std::vector") == "words:std::vector");
    CHECK(parsed("form:bob") == "words:form:bob");
    CHECK(parsed("foo:ba*") == "prefix:foo:ba");
    CHECK(parsed("(foo:bar)") == "words:foo:bar");
    CHECK(parsed("foo:\"big bar*\"") == "words:foo:big bar*");
}

TEST_CASE("a name that is almost a field's gets a hint") {
    REQUIRE(hints("form:bob").size() == 1);
    CHECK_THAT(hints("form:bob").front(), Catch::Contains("did you mean 'from:'?"));
    CHECK_THAT(hints("tea -sicne:2026").front(), Catch::Contains("'since:'"));
    for (const auto* text : {"from:bob", "std::vector", "note: this", "foo:bar", "https://x",
                             "\"form:bob\"", "mailto:bob", "form:"}) {
        INFO(text);
        CHECK(hints(text).empty());
    }
}

TEST_CASE("a wrong value of a field is answered with the nearest right one") {
    CHECK_THAT(refusal("has:atachment"), Catch::Contains("did you mean 'has:attachment'?"));
    CHECK_THAT(refusal("has:cal"), Catch::Contains("did you mean 'has:call'?"));
    CHECK_THAT(refusal("type:x"), Catch::Contains("groupchat"));
    CHECK_THAT(refusal("direction:up"), Catch::Contains("in, out"));
    CHECK_THAT(refusal("id:x"), Catch::Contains("id:x"));
    CHECK_THAT(refusal("id:99999999999999999999"), Catch::Contains("an id is"));
    CHECK_THAT(refusal("date:.."), Catch::Contains("at least one side"));
    CHECK_THAT(refusal("since:soon"), Catch::Contains("'soon' is not a time"));
    CHECK_THAT(refusal("from: bob"), Catch::Contains("right after the colon"));
}

TEST_CASE("addresses, times and remarks with a colon are text") {
    CHECK(parsed("https://example.org/x?y=1") == "words:https://example.org/x?y=1");
    CHECK(parsed("mailto:bob@example.org") == "words:mailto:bob@example.org");
    CHECK(parsed("12:30") == "words:12:30");
    CHECK(parsed("note: this") == "(and words:note: words:this)");
    CHECK(parsed("C:\\temp") == "words:C:\\temp");
    CHECK(parsed(":-) :)") == "(and words::-) words::))");
}

TEST_CASE("what is wrong is named with its place") {
    CHECK_THAT(refusal("say \"hello"),
               Catch::Contains("quote") && Catch::Contains("(character 5 of the query)"));
    CHECK_THAT(refusal("a (b"), Catch::Contains("'('") && Catch::Contains("(character 3 of"));
    CHECK_THAT(refusal("a )"), Catch::Contains("')'") && Catch::Contains("(character 3 of"));
    CHECK_THAT(refusal("a OR"), Catch::Contains("OR") && Catch::Contains("(character 3 of"));
    CHECK_THAT(refusal("OR a"), Catch::Contains("OR") && Catch::Contains("(character 1 of"));
    CHECK_THAT(refusal("日本 has:x"), Catch::Contains("(character 4 of the query)"));
    CHECK_THAT(refusal("é /a(/"), Catch::Contains("(character 3 of the query)"));
    CHECK_THAT(refusal("-OR a"), Catch::Contains("'-'") && Catch::Contains("(character 1 of"));
}

TEST_CASE("length, depth and number of terms are limited") {
    CHECK_THAT(refusal(std::string(100'000, '(')), Catch::Contains("at most 16384 are allowed"));
    CHECK_THAT(refusal(std::string(1'000, '(')), Catch::Contains("deeper than 12"));
    CHECK_THAT(refusal(std::string(1'000, '-') + "a"), Catch::Contains("deeper than 12"));
    std::string many;
    for (int i = 0; i < 300; ++i) many += "a ";
    CHECK_THAT(refusal(many), Catch::Contains("more than 256 terms"));
    CHECK(refusal(std::string(12, '(') + "a" + std::string(12, ')')).empty());
}

TEST_CASE("what is not UTF-8 is refused") { CHECK_THAT(refusal("\xff"), Catch::Contains("UTF-8")); }

TEST_CASE("any text is parsed or refused with a reason, however it is put together") {
    const auto piece = rc::gen::element<std::string>(
        "(", ")", "-", "\"", "/", "OR", " ", "*", ":", "from:", "date:", "..", "2026",
        "id:", "is:", "a", "b*", "\\", "\n", "日", "👍", "has:link", "/x/", std::string(1, '\0'),
        "\xff");
    CHECK(rc::check([&] {
        std::string text;
        for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) text += part;
        try {
            parse(text, noon());
        } catch (const UsageError& error) {
            RC_ASSERT(!std::string(error.what()).empty());
        }
    }));
    CHECK(rc::check([](const std::string& text) {
        try {
            parse(text, noon());
        } catch (const UsageError&) {
        }
    }));
}

TEST_CASE("all_of leaves out what is always true") {
    CHECK(shown(all_of({all_of({}), field(Field::id, "1"), parse("", noon())})) == "id=1");
    CHECK(shown(any_of({field(Field::id, "1"), field(Field::id, "2")})) == "(or id=1 id=2)");
}

TEST_CASE("as_substrings turns words and prefixes, not regular expressions") {
    CHECK(shown(as_substrings(parse("a -b* /c/ from:d", noon()))) ==
          "(and substring:a (not substring:b) regex:c from=d)");
}
