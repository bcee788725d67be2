// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/lock.hpp"
#include "archive/old_archive.hpp"
#include "cli/run.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace {

/// An archive with two messages that nobody uses, and a backup that has only one.
struct Fixture : ArchiveFixture {
    Fixture() {
        write({message_with_id("one", "1")});
        REQUIRE(boswell({"backup", "backup.db"}).status == 0);
        write({message_with_id("two", "2")});
        writer.reset();
    }
    Outcome boswell(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--archive", "archive.db"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    void refuses(const std::string& file, int status, const std::string& why) const {
        const auto outcome = boswell({"restore", file});
        INFO(outcome.err);
        CHECK(outcome.status == status);
        CHECK(outcome.err.find(why) != std::string::npos);
        CHECK(count("message") == 2);
        CHECK(outcome.out.empty());
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a restore tells where the archive of before is, and can be undone") {
    const auto outcome = boswell({"restore", "backup.db"});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith("archive.db is now what backup.db has\n"));
    CHECK(count("message") == 1);
    const auto kept = outcome.out.find("archive.db.before-restore-");
    REQUIRE(kept != std::string::npos);
    const auto name = outcome.out.substr(kept, outcome.out.find('\n', kept) - kept);
    CHECK(boswell({"verify"}).status == 0);
    REQUIRE(boswell({"--archive", name, "verify"}).status == 0);
    std::filesystem::rename(folder / name, folder / "undo.db");  // within one second, maybe
    CHECK(boswell({"restore", "undo.db"}).status == 0);
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(Fixture, "what cannot be restored is refused, and the archive stays") {
    refuses("none.db", 3, "none.db does not exist");
    refuses("archive.db", 3, "is the archive itself");
    std::ofstream(folder / "letter.txt") << "dear Bob, this is not a database at all";
    refuses("letter.txt", 3, "is not an SQLite database");
    std::filesystem::copy(folder / "backup.db", folder / "wrong.db");
    sqlite::Database(folder / "wrong.db", sqlite::Access::read_write)
        .execute("UPDATE conversation SET messages = 7");
    refuses("wrong.db", 5, "wrong.db is not sound; the archive is as it was");
    std::filesystem::copy(folder / "backup.db", folder / "newer.db");
    sqlite::Database(folder / "newer.db", sqlite::Access::read_write)
        .execute("PRAGMA user_version = 999");
    refuses("newer.db", 3, "upgrade boswell");
}

TEST_CASE_METHOD(Fixture, "after a restore of an older backup every command reads the archive") {
    const auto old = GENERATE(1, 10, archive::schema().version() - 1);
    make_old_archive(folder / "old.db", static_cast<std::size_t>(old));
    const auto outcome = boswell({"restore", "old.db"});
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    CHECK(boswell({"verify"}).status == 0);
    CHECK_THAT(boswell({"search", "hello"}).out, Contains("hello"));
    { const archive::Writer again(path); }  // as boswelld starts
    CHECK(count("message") == 2);
    CHECK_FALSE(std::filesystem::exists(folder / fmt::format("archive.db.v{}-backup", old)));
}

TEST_CASE_METHOD(Fixture, "a restore beside an agent is refused with what to do") {
    const archive::Lock lock(path);
    refuses("backup.db", 3, "cannot be replaced; stop boswelld first");
}
