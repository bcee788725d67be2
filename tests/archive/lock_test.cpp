// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/lock.hpp"

#include "archive/fixture.hpp"
#include "archive/open.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::Writer;
using Catch::Matchers::Contains;

TEST_CASE_METHOD(ArchiveFixture, "a second writer is refused and told who is first") {
    CHECK_THROWS_WITH(Writer(path), Contains("is in use by another writer, process " +
                                             std::to_string(::getpid())));
    CHECK_NOTHROW(write({message("still here")}));
    writer.reset();
    CHECK_NOTHROW(Writer(path));
}

TEST_CASE_METHOD(ArchiveFixture, "another name of the archive is no way around the lock") {
    std::filesystem::create_symlink(path, folder / "link.db");
    CHECK_THROWS_WITH(Writer(folder / "link.db"), Contains("is in use by another writer"));
}

TEST_CASE_METHOD(ArchiveFixture, "a hard link is no way around the lock, for agents and guests") {
    std::filesystem::create_hard_link(path, folder / "hard.db");
    // In another process, as two agents are.
    const auto refuses = [&](const auto& action) {
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                action();
            } catch (const Error& error) {
                ::_exit(explain(error).find("under another name") == std::string::npos ? 2 : 0);
            }
            ::_exit(1);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    };
    CHECK(refuses([&] { Writer(folder / "hard.db"); }) == 0);
    CHECK(refuses([&] { archive::open_as_guest(folder / "hard.db"); }) == 0);
    CHECK(refuses([&] { archive::open_as_guest(path); }) == 1);
    write({message("still here")});
    writer.reset();
    CHECK(refuses([&] { Writer(folder / "hard.db"); }) == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "looking whether an archive is in use takes nothing away") {
    CHECK(archive::is_locked(path));
    writer.reset();
    CHECK_FALSE(archive::is_locked(path));
    CHECK_FALSE(archive::is_locked(folder / "none.db"));
    CHECK_FALSE(std::filesystem::exists(folder / "none.db.lock"));
    CHECK_NOTHROW(writer.emplace(path));
}
