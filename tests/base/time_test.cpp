// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace boswell;

TEST_CASE("a time is written in RFC 3339 with milliseconds") {
    CHECK(to_rfc3339(from_milliseconds(0)) == "1970-01-01T00:00:00.000Z");
    CHECK(to_rfc3339(from_milliseconds(-1)) == "1969-12-31T23:59:59.999Z");
    const auto new_year = [](int year) {
        return to_rfc3339(std::chrono::sys_days(std::chrono::year(year) / 1 / 1));
    };
    CHECK(new_year(999) == "0999-01-01T00:00:00.000Z");
    CHECK(new_year(10000) == "10000-01-01T00:00:00.000Z");
    CHECK(to_rfc3339(from_milliseconds(1'763'797'478'042)) == "2025-11-22T07:44:38.042Z");
}

TEST_CASE("RFC 3339 is read with fractions and offsets") {
    CHECK(to_rfc3339(*parse_rfc3339("2026-11-22T07:44:38Z")) == "2026-11-22T07:44:38.000Z");
    CHECK(to_rfc3339(*parse_rfc3339("2026-11-22T07:44:38.9+02:00")) == "2026-11-22T05:44:38.900Z");
    CHECK(to_rfc3339(*parse_rfc3339("2026-11-22T23:44:38.123456-02:30")) ==
          "2026-11-23T02:14:38.123Z");
    CHECK(to_rfc3339(*parse_rfc3339("2026-12-31T23:59:60Z")) == "2026-12-31T23:59:59.000Z");
    CHECK(parse_rfc3339("2026-11-22T07:44:38." + std::string(1'000'000, '7') + "Z").has_value());
}

TEST_CASE("what is not RFC 3339 is refused") {
    for (const auto* text :
         {"", "2026", "2026-11-22", "2026-11-22T07:44:38", "2026-13-01T00:00:00Z",
          "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T07:44:61Z",
          "2026-11-22T07:44:38.Z", "1601-01-01T00:00:00Z", "2026-11-22T07:44:38+99:99",
          "2026-11-22T07:44:38Zx", "+026-11-22T07:44:38Z", "2026-11-22T07:44:38 Z"}) {
        INFO(text);
        CHECK_FALSE(parse_rfc3339(text).has_value());
    }
}

TEST_CASE("the legacy stamp of XEP-0091 is read as UTC") {
    CHECK(to_rfc3339(*parse_xmpp_stamp("20021009T12:34:56")) == "2002-10-09T12:34:56.000Z");
    CHECK_FALSE(parse_xmpp_stamp("20021009T12:34").has_value());
    CHECK_FALSE(parse_xmpp_stamp("20021009T12:34:56Z").has_value());
}
