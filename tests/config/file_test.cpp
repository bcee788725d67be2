// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/file.hpp"

#include "base/error.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <fstream>

using namespace boswell;

TEST_CASE("the file that the command line names comes before all others") {
    CHECK(config::find_file("x.toml") == "x.toml");
}

TEST_CASE(
    "a file that is no TOML is told with its line, and one that is not there with the reason") {
    const test::TempDir folder;
    const auto file = folder / "boswell.toml";
    CHECK_THROWS_WITH(config::parse_file(file), Catch::Contains("No such file or directory"));
    std::ofstream(file) << "archive = \"x\"\nbroken\n";
    CHECK_THROWS_WITH(config::parse_file(file), Catch::StartsWith(file.string() + ":2: "));
    std::ofstream(file) << "archive = \"x\"\n";
    CHECK(config::parse_file(file)["archive"].value<std::string>() == "x");
}
