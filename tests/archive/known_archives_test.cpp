// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/known_archives.hpp"

#include "archive/fixture.hpp"
#include "archive/open.hpp"
#include "base/file.hpp"

#include <catch2/catch.hpp>

#include <regex>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

TEST_CASE("an archive that was there and is gone is not begun anew, unless one says so") {
    const TempDir folder;
    const auto path = folder / "volume/archive.db";
    archive::create_if_missing(path);
    std::filesystem::remove_all(path.parent_path());
    std::string why;
    try {
        archive::create_if_missing(path);
    } catch (const Error& error) {
        why = error.what();
    }
    CHECK_THAT(why, Contains("was there before and is gone; is its volume mounted?"));
    CHECK_FALSE(std::filesystem::exists(path.parent_path()));

    std::smatch token;
    REQUIRE(std::regex_search(why, token, std::regex("delete (/.*)$")));
    CHECK(read_file(token[1].str()) == path.string() + "\n");
    CHECK(std::filesystem::remove(token[1].str()));
    CHECK_NOTHROW(archive::create_if_missing(path));
}

TEST_CASE("an archive from elsewhere is remembered once it was used") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    { archive::Writer writer(path); }
    archive::require_not_lost(path);
    archive::create_if_missing(path);  // it is there
    std::filesystem::remove(path);
    CHECK_THROWS_WITH(archive::require_not_lost(path), Contains("is gone"));
    CHECK_THROWS_WITH(archive::require_not_lost(folder / "./x/../archive.db"), Contains("is gone"));
    CHECK_NOTHROW(archive::require_not_lost(folder / "other.db"));
}

TEST_CASE("a symbolic link to nothing is refused, and stays") {
    const TempDir folder;
    std::filesystem::create_symlink(folder / "away/archive.db", folder / "archive.db");
    CHECK_THROWS_WITH(archive::create_if_missing(folder / "archive.db"),
                      Contains("is a symbolic link to") && Contains("which does not exist"));
    CHECK_THROWS_WITH(archive::Writer(folder / "archive.db"), Contains("is a symbolic link to"));
    CHECK(std::filesystem::is_symlink(folder / "archive.db"));
    std::filesystem::create_symlink(folder / "away", folder / "home");
    CHECK_THROWS_WITH(archive::Writer(folder / "home/archive.db"), Contains("cannot create"));
}
