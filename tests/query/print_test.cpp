// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/print.hpp"

#include "base/error.hpp"
#include "query/parse.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::query;

static Expression parsed(std::string_view text) {
    static const Clock noon{*parse_rfc3339("2026-11-22T12:00:00Z"), TimeZone::named("UTC")};
    return parse(text, noon);
}

static std::string printed(std::string_view text) { return to_string(parsed(text)); }

TEST_CASE("a query is printed in the query language") {
    CHECK(printed("").empty());
    CHECK(printed("tea -coffee te*") == "\"tea\" -\"coffee\" \"te\"*");
    CHECK(printed("a b OR (c d)") == "\"a\" \"b\" OR \"c\" \"d\"");
    CHECK(printed("a (b OR c) -(d e)") == "\"a\" (\"b\" OR \"c\") -(\"d\" \"e\")");
    CHECK(printed("/a\\/b/ subject:/^re/") == "/a\\/b/ subject:/^re/");
    CHECK(printed("from:me id:7") == "from:\"me\" id:\"7\"");
    CHECK(printed("before:2026") == "date:..2025-12-31T23:59:59.999Z");
    CHECK(printed("date:2026-11-22") == "date:2026-11-22T00:00:00.000Z..2026-11-22T23:59:59.999Z");
}

TEST_CASE("what was printed is parsed to the same query again") {
    for (const auto* text : {"",
                             "()",
                             "-()",
                             "a",
                             "\"a \\\" \\\\ b\"",
                             "\"-a\"",
                             "\"OR\" or",
                             "a*",
                             "\"a b\"*",
                             "*",
                             "/a/ /b c/",
                             "//x/",
                             "(/a/)b/ c)",
                             "foo:bar",
                             "foo:\"b c\"",
                             "a b OR c d",
                             "(a OR b) OR c",
                             "(a b) c",
                             "-(a OR -b)",
                             "--a",
                             "from:\"Bob \\\"B\\\" Smith\"",
                             "since:2026 until:2027",
                             "date:..2025",
                             "date:2025..",
                             "has:link has:call is:edited direction:in type:chat id:42",
                             "subject:tea subject:\"a b\"* subject:/x\\/y/",
                             "subject:/x/has:call/",
                             "subject:/\\d\\\\/x/"}) {
        INFO(text);
        const auto once = parsed(text);
        CHECK(parsed(to_string(once)) == once);
    }
}

TEST_CASE("print and parse again is identity for every query that is parsed at all") {
    const auto piece = rc::gen::element<std::string>(
        "(", ")", "-", "\"", "/", " OR ", " ", "*", ":", "from:", "date:2026", "..", "id:7",
        "subject:", "before:2025", "a", "b*", "\\", "\\/", "\n", "日", "👍", "has:link", "/x/",
        "form:", "\"a b\"", std::string(1, '\0'), "+", "(?i)");
    CHECK(rc::check([&] {
        std::string text;
        for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) text += part;
        std::optional<Expression> once;
        try {
            once = parsed(text);
        } catch (const UsageError&) {
            return;
        }
        RC_ASSERT(parsed(to_string(*once)) == *once);
    }));
}
