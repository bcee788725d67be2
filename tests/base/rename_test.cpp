// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rename.hpp"

#include "base/file.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <cerrno>

using namespace boswell;

TEST_CASE("a file gets a name that is taken only if that may be replaced") {
    const test::TempDir folder;
    write_file_durably(folder / "new", "new");
    write_file_durably(folder / "old", "old");
    CHECK_FALSE(rename_file(folder / "new", folder / "old", Replace::no));
    CHECK(errno == EEXIST);
    CHECK(read_file(folder / "old") == "old");
    CHECK(rename_file(folder / "new", folder / "old", Replace::yes));
    CHECK(read_file(folder / "old") == "new");
    CHECK(rename_file(folder / "old", folder / "other", Replace::no));
    CHECK_FALSE(rename_file(folder / "old", folder / "other", Replace::yes));
    CHECK(errno == ENOENT);
}

TEST_CASE("two files get each other's name") {
    const test::TempDir folder;
    write_file_durably(folder / "one", "1");
    write_file_durably(folder / "other", "2");
    CHECK(exchange_files(folder / "one", folder / "other"));
    CHECK(read_file(folder / "one") == "2");
    CHECK(read_file(folder / "other") == "1");
    CHECK_FALSE(exchange_files(folder / "one", folder / "none"));
    CHECK(read_file(folder / "one") == "2");
}
