// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.hpp"

#include "base/error.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using test::TempDir;

TEST_CASE("a file is replaced as a whole and is private") {
    const TempDir folder;
    const auto path = folder.path() / "token";
    write_file_durably(path, "old");
    write_file_durably(path, "new");
    CHECK(read_file(path) == "new");
    CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::mask) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a file that cannot be read is named with the reason") {
    CHECK_THROWS_WITH(read_file("/nonexistent/file"),
                      Catch::Contains("/nonexistent/file") && Catch::Contains("No such file"));
}

TEST_CASE("a file over the limit is refused") {
    const TempDir folder;
    std::ofstream(folder.path() / "big") << std::string(100, 'x');
    CHECK_THROWS_AS(read_file(folder.path() / "big", 99), Error);
    CHECK(read_file(folder.path() / "big", 100).size() == 100);
}
