// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "cli/run.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;
using Names = std::vector<std::string>;

namespace {

/// An archive that somebody writes, and a folder for its backups.
struct Fixture : ArchiveFixture {
    Fixture() { std::filesystem::create_directory(backups); }

    Outcome backup(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--archive", path.string(), "backup"});
        return run(words, {.folder = backups, .added = {}});
    }
    void say(const std::string& text) { write({message_with_id(text, text)}); }
    Names names() const {
        Names all;
        for (const auto& entry : std::filesystem::directory_iterator(backups))
            all.push_back(entry.path().filename());
        std::sort(all.begin(), all.end());
        return all;
    }
    std::string messages_of(const std::string& name) const {
        return test::rows(backups / name, "SELECT count(*) FROM message").front();
    }

    std::filesystem::path backups = folder / "backups";
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a backup has what is still in the log, and is an archive of its own") {
    say("one");
    const auto outcome = backup({"b.db"});
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith("b.db is a sound copy of the archive (size "));
    say("two");
    CHECK(names() == Names{"b.db"});
    CHECK(messages_of("b.db") == "1");
    using std::filesystem::perms;
    CHECK(std::filesystem::status(backups / "b.db").permissions() ==
          (perms::owner_read | perms::owner_write));
    const auto verified = run({"--archive", "b.db", "verify"}, {.folder = backups, .added = {}});
    CHECK(verified.status == 0);
    CHECK(names() == Names{"b.db"});
}

TEST_CASE_METHOD(Fixture, "a backup overwrites nothing unless it is told to") {
    std::ofstream(backups / "b.db") << "a letter";
    const auto refused = backup({"b.db"});
    CHECK(refused.status == 3);
    CHECK_THAT(refused.err, Contains("b.db exists already; --force overwrites it"));
    CHECK(read_all(backups / "b.db") == "a letter");
    CHECK(backup({"--force", "b.db"}).status == 0);
    CHECK(messages_of("b.db") == "0");
    CHECK(names() == Names{"b.db"});
}

TEST_CASE_METHOD(Fixture, "the newest of numbered backups has no number, and the oldest goes") {
    for (const auto* text : {"one", "two", "three", "four"}) {
        say(text);
        CHECK(backup({"b.db", "--keep", "3"}).status == 0);
    }
    CHECK(names() == Names{"b.db", "b.db.1", "b.db.2"});
    CHECK(messages_of("b.db") == "4");
    CHECK(messages_of("b.db.1") == "3");
    CHECK(messages_of("b.db.2") == "2");
}

TEST_CASE_METHOD(Fixture, "a file that is no backup is not renumbered, whatever its name") {
    for (const auto* name : {"b.db", "b.db.1", "b.db.2"}) {
        INFO(name);
        std::ofstream(backups / name) << "a letter";
        const auto refused = backup({"b.db", "--keep", "3"});
        CHECK(refused.status == 3);
        CHECK_THAT(refused.err, Contains(std::string(name) + " is no backup of boswell"));
        CHECK(names() == Names{name});
        std::filesystem::remove(backups / name);
    }
}

TEST_CASE_METHOD(Fixture, "where a number is free, no backup is removed for a new one") {
    for (const auto* text : {"one", "two", "three"}) {
        say(text);
        CHECK(backup({"b.db", "--keep", "3"}).status == 0);
    }
    std::filesystem::remove(backups / "b.db.1");
    CHECK(backup({"b.db", "--keep", "3"}).status == 0);
    CHECK(messages_of("b.db.1") == "3");
    CHECK(messages_of("b.db.2") == "1");
    // A rotation that was killed before the new backup got its name.
    std::filesystem::remove(backups / "b.db.1");
    std::filesystem::create_hard_link(backups / "b.db", backups / "b.db.1");
    CHECK(backup({"b.db", "--keep", "3"}).status == 0);
    CHECK(messages_of("b.db.1") == "3");
    CHECK(messages_of("b.db.2") == "1");
}

TEST_CASE_METHOD(Fixture, "the archive is not overwritten by its backup, under whatever name") {
    say("one");
    const auto is_refused = [&](const Names& words) {
        const auto outcome = backup(words);
        INFO(outcome.err);
        CHECK(outcome.status == 3);
        CHECK_THAT(outcome.err, Contains("belongs to the archive itself"));
    };
    std::filesystem::create_symlink(path, backups / "link.db");
    std::filesystem::create_hard_link(path, backups / "other.db.1");
    is_refused({path.string(), "--force"});
    is_refused({path.string() + "-wal", "--force"});
    is_refused({"link.db", "--force"});
    is_refused({"other.db", "--keep", "2"});
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(Fixture, "an archive that is not sound gets no backup, and older ones stay") {
    say("one");
    CHECK(backup({"b.db"}).status == 0);
    sqlite::Database(path, sqlite::Access::read_write)
        .execute("UPDATE conversation SET messages = 7");
    const auto outcome = backup({"b.db", "--keep", "2"});
    CHECK(outcome.status == 5);
    CHECK_THAT(outcome.err, Contains("the counters of the conversation") &&
                                Contains("no backup was made, and older ones are as they were"));
    CHECK(outcome.out.empty());
    CHECK(names() == Names{"b.db"});
    CHECK(messages_of("b.db") == "1");
}

TEST_CASE_METHOD(Fixture, "a backup that cannot be made says why") {
    const auto fails = [&](const Names& words, int status, const std::string& why) {
        const auto outcome = backup(words);
        INFO(outcome.err);
        CHECK(outcome.status == status);
        CHECK(outcome.err.find(why) != std::string::npos);
    };
    fails({"--keep", "0", "b.db"}, 2, "--keep takes a number from 1 to 1000, not 0");
    fails({"--keep", "many", "b.db"}, 2, "many");
    fails({"--keep", "2", "--force", "b.db"}, 2, "use one");
    fails({}, 2, "boswell backup [OPTION…] FILE");
    fails({"missing/b.db"}, 3, "cannot write");
    fails({backups.string()}, 3, "is a folder; name a file");
    fails({"/dev/null", "--force"}, 3, "is not a file");
    CHECK(names().empty());
}
