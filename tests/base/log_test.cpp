// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace boswell;
using Catch::Contains;

static constexpr log::Domain domain{"test"};

namespace {
struct StandardError {
    ~StandardError() { log::use_file({}); }
};
}  // namespace

TEST_CASE("messages go to a file at once, and after it got another name to a new one") {
    const test::TempDir folder;
    const StandardError again;
    const auto file = folder / "boswelld.log";
    log::use_file(file);
    log::notice(domain, "one\x1b[2J");
    CHECK_THAT(read_file(file), Contains("Z notice: test: one\\x1b[2J\n") ||
                                    Contains("00 notice: test: one\\x1b[2J\n"));
    log::debug(domain, "too much");
    CHECK_THAT(read_file(file), !Contains("too much"));
    std::filesystem::rename(file, folder / "old.log");
    log::use_file(file);
    log::notice(domain, "two");
    CHECK_THAT(read_file(file), Contains("two") && !Contains("one"));
    log::use_file(file);
    log::notice(domain, "three");
    CHECK_THAT(read_file(file), Contains("two") && Contains("three"));
}

TEST_CASE("a log that cannot be written is an error, and messages go where they went") {
    const test::TempDir folder;
    const StandardError again;
    log::use_file(folder / "one.log");
    CHECK_THROWS_WITH(log::use_file(folder.path()), Contains("cannot write the log"));
    CHECK_THROWS_WITH(log::use_file(folder / "none" / "one.log"), Contains("no folder"));
    CHECK_FALSE(std::filesystem::exists(folder / "none"));
    log::notice(domain, "still here");
    CHECK_THAT(read_file(folder / "one.log"), Contains("still here"));
}
