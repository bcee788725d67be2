// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/part.hpp"

#include "base/error.hpp"
#include "support/temp_dir.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <string>

using namespace boswell;
namespace fs = std::filesystem;
using Kind = Part::Kind;

/// What a process leaves that is killed while it makes a part.
static fs::path left_by_killed(const fs::path& target, Kind kind) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const auto process = ::fork();
    if (process == 0) {
        const Part part(target, kind);
        const auto inside = kind == Kind::folder ? part.path() / "page" : part.path();
        std::ofstream(inside) << "half of it";
        std::ofstream(part.path().string() + "-wal") << "log";
        const auto name = part.path().string();
        static_cast<void>(!::write(ends[1], name.data(), name.size()));
        ::pause();
    }
    char name[4096] = {};
    REQUIRE(::read(ends[0], name, sizeof name - 1) > 0);
    CHECK(remove_left_parts(target).empty());  // it runs
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    REQUIRE(fs::exists(name));
    return name;
}

TEST_CASE("a part whose process was killed is removed, one that is worked on is not") {
    const test::TempDir folder;
    const auto target = folder / "backup.db";
    const auto kind = GENERATE(Kind::file, Kind::folder);
    const auto left = left_by_killed(target, kind);
    const Part own(target, kind);
    CHECK(remove_left_parts(target) == std::vector<fs::path>{left});
    CHECK_FALSE(fs::exists(left));
    CHECK(fs::exists(left.string() + "-wal") == (kind == Kind::folder));
    CHECK(fs::exists(own.path()));
    CHECK(remove_left_parts(target).empty());
}

TEST_CASE("what only has a similar name, or is no file of ours, stays") {
    const test::TempDir folder;
    const auto target = folder / "backup.db";
    for (const auto* name :
         {"backup.db.part-1234", "backup.db.part-boswell-abcde", "backup.db.part-boswell-abcdefg",
          "backup.db.part-boswell-abcdef-old", "other.db.part-boswell-abcdef", "backup.db"})
        std::ofstream(folder / name) << "mine";
    fs::create_symlink(target, folder / "backup.db.part-boswell-linkto");
    fs::create_symlink(folder / "nowhere", folder / "backup.db.part-boswell-linkno");
    REQUIRE(::mkfifo((folder / "backup.db.part-boswell-afifo1").c_str(), 0600) == 0);
    if (::geteuid() == 0) {
        const auto others = folder / "backup.db.part-boswell-others";
        std::ofstream(others) << "another user's";
        REQUIRE(::chown(others.c_str(), 65534, 65534) == 0);
    }
    const auto count = std::distance(fs::directory_iterator(folder.path()), {});
    CHECK(remove_left_parts(target).empty());
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == count);
}

TEST_CASE("a folder that cannot be written to is told, and one that is not there has no parts") {
    const test::TempDir folder;
    CHECK_THROWS_AS(Part(folder / "none" / "a", Kind::file), Error);
    CHECK_THROWS_AS(Part(folder / "none" / "a", Kind::folder), Error);
    CHECK(remove_left_parts(folder / "none" / "a").empty());
    CHECK(remove_left_parts("backup.db").empty());
}
