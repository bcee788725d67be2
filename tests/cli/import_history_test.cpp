// SPDX-License-Identifier: GPL-3.0-or-later
// Histories of other programs, by the command.
#include "cli/run.hpp"
#include "sqlite/database.hpp"

#include "support/temp_dir.hpp"

#include <sys/stat.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;
namespace fs = std::filesystem;

static constexpr auto gajim = R"(
CREATE TABLE jids(jid_id INTEGER PRIMARY KEY, jid TEXT UNIQUE, type INTEGER);
CREATE TABLE logs(log_line_id INTEGER PRIMARY KEY, jid_id INTEGER, contact_name TEXT, time INTEGER,
                  kind INTEGER, show INTEGER, message TEXT, subject TEXT);
INSERT INTO jids VALUES (1, 'bob@x.test', 0), (2, 'carol@x.test', 0);
INSERT INTO logs VALUES (1, 1, NULL, 1323856805, 4, NULL, 'hi', NULL),
                        (2, 1, NULL, 1323856810, 6, NULL, 'hello', NULL),
                        (3, 2, NULL, 1323856900, 4, NULL, 'tea?', NULL),
                        (4, 2, NULL, 1323856950, 0, 2, 'lunch', NULL);
)";

namespace {

struct Fixture {
    Fixture() {
        fs::create_directories(folder / "gajim/old");
        auto database = sqlite::Database::create(folder / "gajim/logs.db");
        database.execute(gajim);
        write("gajim/notes.txt", "nothing of interest\n");
    }
    Outcome boswell(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--archive", "archive.db", "--tz", "Europe/Berlin"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    Outcome import(std::vector<std::string> words) const {
        words.insert(words.begin(), {"import", "--account", "alice@x.test"});
        return boswell(words);
    }
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(folder / name, std::ios::binary) << content;
    }

    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a folder is searched, its history is told by conversation") {
    const auto first = import({"gajim"});
    INFO(first.err);
    CHECK(first.status == 0);
    CHECK(first.out ==
          "new  known  account       with\n"
          "  2      0  alice@x.test  bob@x.test\n"
          "  1      0  alice@x.test  carol@x.test\n");
    CHECK_THAT(first.err, Contains("imported 3 messages, 1 presences") &&
                              Contains("1 other files in the folders were left alone"));
    CHECK_THAT(boswell({"log", "bob@x.test"}).out, Contains("hello"));
    CHECK_THAT(import({"gajim/logs.db"}).err,
               Contains("imported 0 messages, 0 presences") && Contains("4 were here already"));
    CHECK(boswell({"verify"}).status == 0);
}

TEST_CASE_METHOD(Fixture, "a dry run tells the same and leaves no archive") {
    const auto outcome = import({"--dry-run", "--json", "gajim"});
    CHECK_THAT(outcome.out,
               Contains(R"("conversations":[{"account":"alice@x.test","with":"bob@x.test",)"
                        R"("messages":2,"known":0},)"));
    CHECK_FALSE(fs::exists(folder / "archive.db"));
}

TEST_CASE_METHOD(Fixture, "an option that a history needs is named, and nothing is imported") {
    const auto outcome = boswell({"import", "gajim/logs.db"});
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err,
               Contains("gajim/logs.db does not tell accounts apart; say whose history "
                        "it is with --account JID"));
    for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--account", "@"},
                                                  {"--account", "alice@x.test/home"},
                                                  {"--contact", "Bob"},
                                                  {"--contact", "=bob@x.test"},
                                                  {"--contact", "Bob=@"}}) {
        auto words = wrong;
        words.insert(words.begin(), "import");
        words.emplace_back("gajim");
        const auto refused = boswell(words);
        INFO(refused.err);
        CHECK(refused.status == 2);
        CHECK_THAT(refused.err, Contains(wrong[0] + " '"));
    }
    CHECK_FALSE(fs::exists(folder / "archive.db"));
}

TEST_CASE_METHOD(Fixture, "links and pipes in a folder are not followed nor waited for") {
    fs::rename(folder / "gajim/logs.db", folder / "elsewhere.db");
    fs::create_symlink("../elsewhere.db", folder / "gajim/logs.db");
    fs::create_directory_symlink("..", folder / "gajim/up");
    REQUIRE(::mkfifo((folder / "gajim/pipe").c_str(), 0600) == 0);
    const auto outcome = import({"gajim"});
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err, Contains("gajim has no file of a known format"));
    CHECK(import({"gajim/logs.db"}).status == 0);  // named by the user, a link is as good as any
}

TEST_CASE_METHOD(Fixture, "the other program's file is left as it is, with its log beside it") {
    const auto path = folder / "gajim/logs.db";
    sqlite::Database owner(path, sqlite::Access::read_write);
    owner.prepare_for_writing();
    owner.execute("INSERT INTO logs VALUES (5, 2, NULL, 1323857000, 6, NULL, 'in the log', NULL)");
    const auto before = read_all(path) + read_all(path.string() + "-wal");
    CHECK_THAT(import({"gajim"}).err, Contains("imported 4 messages"));
    CHECK(read_all(path) + read_all(path.string() + "-wal") == before);
}

TEST_CASE_METHOD(Fixture, "a database that computes its rows, or is broken, is none of ours") {
    fs::remove(folder / "gajim/logs.db");
    auto database = sqlite::Database::create(folder / "gajim/logs.db");
    database.execute(R"(
CREATE TABLE jids(jid_id INTEGER PRIMARY KEY, jid TEXT UNIQUE, type INTEGER);
CREATE VIEW logs AS
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
SELECT i AS log_line_id, 1 AS jid_id, '' AS contact_name, i AS time, 4 AS kind, 0 AS show, 'x' AS message FROM n)");
    CHECK_THAT(import({"gajim"}).err, Contains("no file of a known format"));
    write("gajim/broken.db", "SQLite format 3" + std::string(5000, '\0'));
    const auto outcome = import({"gajim"});
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err, Contains("gajim/broken.db cannot be read"));
    CHECK_THAT(import({"-f", "gajim", "gajim/notes.txt"}).err,
               Contains("is not an SQLite database"));
}

TEST_CASE_METHOD(Fixture, "of a database that is damaged in the middle the rows before that come") {
    const auto path = folder / "gajim/logs.db";
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.execute(R"(
INSERT INTO logs
WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
SELECT i, 1, NULL, 1323857000 + i, 4, NULL, printf('message %d', i), NULL FROM n)");
    }
    auto bytes = read_all(path);
    bytes.replace(bytes.size() / 2, 8192, std::string(8192, '\xff'));
    write("gajim/logs.db", bytes);
    const auto outcome = import({"gajim"});
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err, Contains("gajim/logs.db cannot be read any further"));
    CHECK_THAT(outcome.err, !Contains("imported 0 messages"));
    CHECK(boswell({"verify"}).status == 0);
}

TEST_CASE_METHOD(Fixture, "a thousand files that need an option do not say so a thousand times") {
    for (int i = 0; i < 1000; ++i)
        write("gajim/old/u" + std::to_string(i) + "_at_x.test.history",
              "|2011-12-14T11:00:05|1|from|N---|hi\n");
    const auto outcome = boswell({"import", "gajim/old"});
    CHECK_THAT(outcome.err, Contains("1000 failed") && Contains("counted, but not shown"));
    CHECK(std::ranges::count(outcome.err, '\n') < 20);
}
