// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/usage.hpp"

#include <catch2/catch.hpp>

using boswell::agent::usage;

TEST_CASE("--help prints the synopsis and the options, without the marks of Markdown") {
    CHECK(
        usage(
            "# NAME\n\nx - y\n\n# SYNOPSIS\n\n    x [-v]\n\n# DESCRIPTION\n\nlong\n\n# OPTIONS\n\n"
            "    -v  more\n\n# EXIT STATUS\n\n    0  good\n\n# SEE ALSO\n\nz(1)\n") ==
        "SYNOPSIS\n\n    x [-v]\n\nOPTIONS\n\n    -v  more\n\nEXIT STATUS\n\n    0  good\n\n"
        "The manual page has the rest: man boswelld\n");
}
