// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_writer.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using formats::guarded_cell;

static std::string row(const std::vector<std::string>& cells) { return formats::csv_row(cells); }

TEST_CASE("cells are quoted where RFC 4180 wants it, and nowhere else") {
    CHECK(row({"a", "b c", ""}) == "a,b c,\r\n");
    CHECK(row({"a,b", "say \"tea\"", "two\nlines", "x\ry"}) ==
          "\"a,b\",\"say \"\"tea\"\"\",\"two\nlines\",\"x\ry\"\r\n");
    CHECK(row({" a", "b ", "茶"}) == "\" a\",\"b \",茶\r\n");
    CHECK(row({""}) == "\"\"\r\n");
    CHECK(row({std::string("a\0b", 3)}) == "a\uFFFDb\r\n");
}

TEST_CASE("no cell begins like a formula") {
    for (const std::string text : {"=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
        CHECK(guarded_cell(text) == "'" + text);
    CHECK(guarded_cell("'=1") == "''=1");
    for (const std::string text : {"", "a=1", "'", "'tis", "''", " =1", "'a=1"})
        CHECK(guarded_cell(text) == text);
}

static std::string unguarded(const std::string& cell) {
    const auto first = cell.find_first_not_of('\'');
    const bool guarded = first != std::string::npos && first > 0 &&
                         std::string("=+-@\t\r\n").find(cell[first]) != std::string::npos;
    return guarded ? cell.substr(1) : cell;
}

TEST_CASE("what a guarded cell was can be told from it") {
    const auto holds = rc::check("", [] {
        const auto text = *rc::gen::container<std::string>(
            rc::gen::element('\'', '=', '+', '-', '@', '\t', '\r', '\n', 'a', ' '));
        const auto cell = guarded_cell(text);
        RC_ASSERT(unguarded(cell) == text);
        RC_ASSERT(cell.empty() || std::string("=+-@\t\r\n").find(cell[0]) == std::string::npos);
    });
    CHECK(holds);
}
