// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using Words = std::vector<std::string>;

static cli::Arguments parsed(const Words& words) {
    static constexpr cli::Option options[] = {
        {'w', "with", "JID"}, {'n', "limit", "N"}, {0, "count", ""}, {0, "substring", ""}};
    return cli::parse_arguments(options, words);
}

TEST_CASE("options and operands may be mixed, and an option may come again") {
    const auto arguments = parsed({"-w", "a@b", "tea", "--with=c@d", "cake", "--count"});
    CHECK(arguments.values("with") == Words{"a@b", "c@d"});
    CHECK(arguments.operands() == Words{"tea", "cake"});
    CHECK(arguments.text() == "tea cake");
    CHECK(arguments.has("count"));
    CHECK_FALSE(arguments.has("substring"));
}

TEST_CASE("a comma belongs to the value") {
    CHECK(parsed({"-w", "a@b/x,y", "one,two"}).values("with") == Words{"a@b/x,y"});
    CHECK(parsed({"one,two"}).operands() == Words{"one,two"});
}

TEST_CASE("after two dashes everything is an operand") {
    CHECK(parsed({"--", "tea", "-n", "--count"}).operands() == Words{"tea", "-n", "--count"});
}

TEST_CASE("an unknown option is answered with the nearest one") {
    CHECK_THROWS_WITH(parsed({"--cuont"}), "unknown option '--cuont'; did you mean '--count'?");
    CHECK_THROWS_WITH(parsed({"--zzzzzz"}), "unknown option '--zzzzzz'; try --help");
    CHECK_THROWS_WITH(parsed({"-x"}), Catch::Contains("unknown option '-x'"));
    CHECK_THROWS_AS(parsed({"-x"}), UsageError);
}

TEST_CASE("an option without its value is an error") {
    CHECK_THROWS_AS(parsed({"--with"}), UsageError);
    CHECK_THROWS_AS(parsed({"--count=3x"}), UsageError);
}

TEST_CASE("a number is a number") {
    CHECK(parsed({"-n", "5"}).number("limit", 50) == 5);
    CHECK(parsed({"-n5"}).number("limit", 50) == 5);
    CHECK(parsed({}).number("limit", 50) == 50);
    CHECK_THROWS_AS(parsed({"-n", "5x"}).number("limit", 50), UsageError);
    CHECK_THROWS_AS(parsed({"-n", "-5"}).number("limit", 50), UsageError);
    CHECK_THROWS_AS(parsed({"-n", "99999999999999999999"}).number("limit", 50), UsageError);
}

TEST_CASE("a number that is larger than anything can be calculated with") {
    const auto number = parsed({"-n", "9223372036854775807"}).number("limit", 50);
    CHECK(number == cli::most_of_anything);
    CHECK_THROWS_WITH(parsed({"-n", "9223372036854775808"}).number("limit", 50),
                      "--limit takes a whole number from 0 to 9223372036854775807, not "
                      "'9223372036854775808'");
}
