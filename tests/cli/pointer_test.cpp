// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/pointer.hpp"

#include <catch2/catch.hpp>

using boswell::cli::pointed_at;

TEST_CASE("a caret stands under the place, however wide the characters before it are") {
    CHECK(pointed_at("a )", 2) == "  a )\n    ^\n");
    CHECK(pointed_at("日本 )", 7) == "  日本 )\n       ^\n");
    CHECK(pointed_at("a\n(", 2) == "  a\\n(\n     ^\n");
    CHECK(pointed_at("OR", 2) == "  OR\n    ^\n");
}

TEST_CASE("of a long text only what is around the caret is shown") {
    const auto shown = pointed_at(std::string(500, 'x') + ")" + std::string(500, 'y'), 500);
    CHECK(shown.find(")") != std::string::npos);
    CHECK(shown.size() < 200);
    CHECK(shown.find("\n  " + std::string(51, ' ') + "^") != std::string::npos);
}
