// SPDX-License-Identifier: GPL-3.0-or-later
// Files are imported whole, in part with a word about the rest, or not at all.
#include "archive/writer.hpp"
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include "support/temp_dir.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace boswell::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// A folder with the example archive and its export, all.jsonl.
struct Fixture {
    Fixture() {
        write_example_archive(folder / "archive.db");
        boswell({"export", "-f", "jsonl", "-o", "all.jsonl", "--what", "messages,presence"});
        text = read_all(folder / "all.jsonl");
    }
    Outcome boswell(std::vector<std::string> words,
                    const std::string& archive = "archive.db") const {
        words.insert(words.begin(), {"--archive", archive, "--tz", "UTC"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    std::string exported(const std::string& archive) const {
        return boswell({"export", "-f", "jsonl", "-o", "-", "--what", "messages,presence"}, archive)
            .out;
    }
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(folder / name, std::ios::binary) << content;
    }

    TempDir folder;
    std::string text;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an export makes the same archive of an empty one, three times over") {
    const auto first = boswell({"import", "all.jsonl"}, "new/archive.db");
    CHECK(first.status == 0);
    CHECK(first.out.empty());
    CHECK(first.err ==
          "boswell: imported 17 messages, 6 presences, 2 spans of observation, 0 versions of "
          "contacts, 1 receipts of other messages; 0 were here already; 0 skipped; 0 failed\n");
    CHECK(exported("new/archive.db") == text);
    for (int i = 0; i < 2; ++i) {
        const auto again = boswell({"import", "all.jsonl"}, "new/archive.db");
        CHECK(again.status == 0);
        CHECK_THAT(
            again.err,
            Contains("imported 0 messages, 0 presences, 0 spans of observation, 0 versions of "
                     "contacts; 26 were here already"));
        CHECK(exported("new/archive.db") == text);
    }
    CHECK(boswell({"verify"}, "new/archive.db").status == 0);
    CHECK(boswell({"search", "--count", "lighthouse"}, "new/archive.db").out == "1\n");
    CHECK(boswell({"search", "--count", "noon"}, "new/archive.db").out == "1\n");
    CHECK(fs::status(folder / "new/archive.db").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE_METHOD(Fixture, "an export changes nothing in the archive that it came from") {
    const auto outcome = boswell({"import", "-f", "jsonl", "all.jsonl", "all.jsonl"});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.err, Contains("; 52 were here already; 0 skipped"));
    CHECK(exported("archive.db") == text);
    CHECK(boswell({"verify"}).status == 0);
}

TEST_CASE_METHOD(Fixture,
                 "presence that is only imported says nothing of times without a witness") {
    boswell({"import", "all.jsonl"}, "new.db");
    const std::vector<std::string> question{"presence", "-S",         "2026-11-20",
                                            "-U",       "2026-11-21", "bob@example.net"};
    CHECK_THAT(boswell(question).out, Contains("offline") || Contains("away"));
    CHECK_THAT(boswell(question, "new.db").out, Contains("unknown") && !Contains("offline"));
}

TEST_CASE_METHOD(Fixture, "an export with contacts brings back who was there and who they were") {
    const std::string kinds = "messages,presence,contacts";
    const auto whole = [&](const std::string& archive) {
        return boswell({"export", "-f", "jsonl", "-o", "-", "--what", kinds}, archive).out;
    };
    boswell({"export", "-f", "jsonl", "-o", "whole.jsonl", "--what", kinds});
    CHECK_THAT(boswell({"import", "whole.jsonl"}, "new.db").err,
               !Contains(" 0 versions of contacts") && Contains("0 failed"));
    CHECK_THAT(boswell({"import", "whole.jsonl"}, "new.db").err,
               Contains(" 0 versions of contacts") && Contains("0 failed"));
    for (const std::vector<std::string>& question :
         {std::vector<std::string>{"presence", "-S", "2026-11-20", "-U", "2026-11-21"},
          {"contacts"},
          {"contacts", "--at", "2026-11-20", "--json"}})
        CHECK(boswell(question, "new.db").out == boswell(question).out);
    CHECK(whole("new.db") == whole("archive.db"));
    CHECK(boswell({"verify"}, "new.db").status == 0);
}

TEST_CASE_METHOD(Fixture, "standard input is imported like a file") {
    const auto command = fmt::format("cd {} && cat all.jsonl | {} --archive new.db import - 2>err",
                                     folder.path().string(), BOSWELL_PROGRAM);
    CHECK(std::system(command.c_str()) == 0);
    CHECK(exported("new.db") == text);
    CHECK_THAT(read_all(folder / "err"), Contains("imported 17 messages"));
}

TEST_CASE_METHOD(Fixture, "a dry run tells what would be and leaves everything as it is") {
    const auto outcome = boswell({"import", "--dry-run", "all.jsonl"}, "new.db");
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.err, Contains("would import 17 messages, 6 presences"));
    CHECK_FALSE(fs::exists(folder / "new.db"));
    boswell({"import", "all.jsonl"}, "new.db");
    const auto before = read_all(folder / "new.db");
    CHECK_THAT(
        boswell({"import", "--dry-run", "all.jsonl"}, "new.db").err,
        Contains("would import 0 messages, 0 presences, 0 spans of observation, 0 versions of "
                 "contacts; 26 were here already"));
    CHECK(read_all(folder / "new.db") == before);
}

TEST_CASE_METHOD(Fixture, "a broken line is told with its place, and the rest is imported") {
    auto lines = text;
    const auto at = lines.find("{\"kind\":\"message\"");
    lines.insert(at, R"({"kind":"message","account":"\u001b[2J","with":"c@d","direction":"in",)"
                     R"("from":"c@d","type":"chat","stamp":"x","received_at":"x"})"
                     "\nnonsense\n");
    write("broken.jsonl", lines);
    const auto outcome = boswell({"import", "broken.jsonl"}, "new.db");
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err,
               Contains("broken.jsonl:10: account is '\\x1b[2J', which is not a JID\n") &&
                   Contains("broken.jsonl:11: is not JSON\n") &&
                   Contains("imported 17 messages, 6 presences") && Contains("2 failed") &&
                   Contains("correct what failed"));
    CHECK(outcome.err.find('\x1b') == std::string::npos);
    CHECK(exported("new.db") == text);
}

TEST_CASE_METHOD(Fixture, "a thousand broken lines are counted, and a few of them told") {
    auto lines = text.substr(0, text.find('\n') + 1);
    for (int i = 0; i < 1000; ++i) lines += "nonsense\n";
    write("broken.jsonl", lines);
    const auto outcome = boswell({"import", "broken.jsonl"}, "new.db");
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err, Contains("1000 failed") && Contains("counted, but not shown") &&
                                Contains("broken.jsonl:11:") && !Contains("broken.jsonl:12:"));
    CHECK_FALSE(fs::exists(folder / "new.db"));
}

TEST_CASE_METHOD(Fixture, "a file that was cut short is told so, and what it has is imported") {
    write("cut.jsonl", text.substr(0, text.rfind("{\"kind\":\"complete\"")));
    const auto outcome = boswell({"import", "cut.jsonl"}, "new.db");
    CHECK(outcome.status == 3);
    CHECK_THAT(outcome.err, Contains("cut.jsonl has no line that says it is complete: it was cut "
                                     "short") &&
                                Contains("imported 17 messages") && Contains("0 failed"));
    CHECK(exported("new.db") == text);
}

TEST_CASE_METHOD(Fixture, "what cannot be imported at all is told, and makes no archive") {
    write("empty", "");
    write("text", "Boswell archive. All times are in the time zone UTC.\n");
    write("newer", "{\"kind\":\"manifest\",\"schema\":999,\"program\":\"boswell\"}\n");
    write("random", std::string("\x7f"
                                "ELF\0\0\xff",
                                7));
    fs::create_directory(folder / "directory");
    write("directory/nothing", "of interest\n");
    const std::vector<std::pair<std::string, std::string>> files = {
        {"missing", "cannot read missing: No such file or directory"},
        {"directory", "directory has no file of a known format (adium, csv, "},
        {"empty", "the format of empty is not known (adium, csv, "},
        {"text", "the format of text is not known (adium, csv, "},
        {"random", "the format of random is not known"},
        {"newer", "newer has records of schema 999, this boswell knows "},
        {"all.db", "all.db"},
    };
    for (const auto& [file, said] : files) {
        const auto outcome = boswell({"import", file}, "new.db");
        INFO(file << ": " << outcome.err);
        CHECK(outcome.status == 3);
        CHECK_THAT(outcome.err, Contains(said) && Contains("1 failed"));
    }
    CHECK_THAT(boswell({"import", "-f", "jsonl", "text"}, "new.db").err,
               Contains("text:1: the first line is not JSON"));
    CHECK_FALSE(fs::exists(folder / "new.db"));
    const auto both = boswell({"import", "missing", "all.jsonl"}, "new.db");
    CHECK(both.status == 3);
    CHECK_THAT(both.err, Contains("cannot read missing") && Contains("imported 17 messages"));
}

TEST_CASE_METHOD(Fixture, "nothing to import is status 1, contacts of an older export are none") {
    write("contacts.jsonl", R"({"kind":"manifest","schema":5,"program":"boswell","version":"0.1.0"}
{"kind":"contact","account":"alice@example.org","jid":"bob@example.net"}
{"kind":"complete","messages":0,"presences":0,"contacts":1}
)");
    const auto outcome = boswell({"import", "contacts.jsonl"}, "new.db");
    CHECK(outcome.status == 1);
    CHECK_THAT(outcome.err, Contains("contacts of an older export") && Contains("1 skipped"));
    CHECK_FALSE(fs::exists(folder / "new.db"));
}

TEST_CASE_METHOD(Fixture, "wrong usage of import is status 2 and says what would be right") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> wrong = {
        {{"import"}, "boswell import [OPTION…] PATH…"},
        {{"import", "-f", "jsnol", "all.jsonl"}, "did you mean 'jsonl'?"},
        {{"import", "-f", "text", "all.jsonl"}, "text can only be exported"},
        {{"import", "-f", "pigeon", "all.jsonl"}, "formats that can be imported: adium, csv, "},
        {{"import", "--undo", "first"}, "--list shows them"},
        {{"import", "--undo", "1", "all.jsonl"}, "'all.jsonl' is too much"},
        {{"import", "--undo", "1", "--list"}, "use one of them"},
        {{"import", "--dry-urn", "all.jsonl"}, "did you mean '--dry-run'?"},
    };
    for (const auto& [words, said] : wrong) {
        const auto outcome = boswell(words, "new.db");
        INFO(outcome.err);
        CHECK(outcome.status == 2);
        CHECK_THAT(outcome.err, Contains(said));
    }
    CHECK_FALSE(fs::exists(folder / "new.db"));
}

TEST_CASE_METHOD(Fixture, "an import is listed, undone beside an agent, and can be made again") {
    CHECK(boswell({"import", "--list"}).status == 1);
    const auto before = exported("archive.db");
    REQUIRE(boswell({"import", "all.jsonl"}, "new.db").status == 0);
    const auto whole = exported("new.db");
    const auto listed = boswell({"import", "--list", "--json"}, "new.db");
    CHECK_THAT(listed.out, Contains(R"("kind":"import-run","run":1,"format":"jsonl","path":")") &&
                               Contains("all.jsonl") && Contains(R"("messages":17)"));
    CHECK_THAT(boswell({"import", "--list"}, "new.db").out, Contains("jsonl"));

    const boswell::archive::Writer agent(folder / "new.db");
    const auto rehearsed = boswell({"import", "--undo", "1", "--dry-run"}, "new.db");
    CHECK_THAT(rehearsed.err, Contains("would remove 17 messages, 6 presences"));
    CHECK(exported("new.db") == whole);
    const auto undone = boswell({"import", "--undo", "1", "--json"}, "new.db");
    CHECK(undone.status == 0);
    CHECK_THAT(undone.out, Contains(R"({"kind":"undo","run":1,"messages":)"));
    CHECK_THAT(boswell({"import", "--list"}, "new.db").out, Contains("(undone "));
    CHECK_THAT(exported("new.db"), !Contains(R"("kind":"message")"));
    CHECK(boswell({"import", "--undo", "1"}, "new.db").status == 3);
    CHECK(boswell({"import", "all.jsonl"}, "new.db").status == 0);
    CHECK(exported("new.db") == whole);
    CHECK(exported("archive.db") == before);
}

TEST_CASE_METHOD(Fixture, "an import works beside a running agent") {
    const boswell::archive::Writer agent(folder / "archive.db");
    const auto outcome = boswell({"import", "all.jsonl"});
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.err, Contains("imported 0 messages"));
    CHECK(boswell({"import", "--dry-run", "all.jsonl"}).status == 0);
}

TEST_CASE_METHOD(Fixture, "an archive that cannot be written is named and left as it is") {
    write("other.db", std::string(8192, 'x'));
    auto newer = read_all(folder / "archive.db");
    newer.replace(60, 4, std::string("\0\0\x03\xe7", 4));  // user_version 999
    write("newer.db", newer);
    for (const std::string name : {"other.db", "newer.db"}) {
        const auto before = read_all(folder / name);
        const auto outcome = boswell({"import", "all.jsonl"}, name);
        INFO(outcome.err);
        CHECK(outcome.status == 3);
        CHECK_THAT(outcome.err, Contains(name));
        CHECK(read_all(folder / name) == before);
    }
}
