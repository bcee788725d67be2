// SPDX-License-Identifier: GPL-3.0-or-later
// Tables go out and come in again, and others read them.
#include "cli/example_archive.hpp"
#include "cli/run.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <regex>

using namespace boswell::test;
using Catch::Contains;

namespace {

struct Fixture {
    Fixture() { write_example_archive(folder / "archive.db"); }
    Outcome boswell(std::vector<std::string> words,
                    const std::string& archive = "archive.db") const {
        words.insert(words.begin(), {"--archive", archive, "--tz", "UTC"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    std::string lines(const std::string& what, const std::string& archive) const {
        // A table has no receipts of messages that are not here.
        const auto text =
            boswell({"export", "-f", "jsonl", "-o", "-", "--what", what}, archive).out;
        return std::regex_replace(text, std::regex("\\{\"kind\":\"(receipt|complete)\"[^\n]*\n"),
                                  "");
    }

    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "tables of messages and presence make the same archive of an empty one") {
    for (const std::string what : {"messages", "presence"}) {
        const auto file = what + ".csv";
        CHECK(boswell({"export", "-f", "csv", "-o", file, "--what", what}).status == 0);
        CHECK(boswell({"import", file}, "new.db").status == 0);
        CHECK(lines(what, "new.db") == lines(what, "archive.db"));
        CHECK_THAT(boswell({"import", file}, "new.db").err,
                   Contains("imported 0 messages, 0 pres"));
    }
    CHECK(boswell({"verify"}, "new.db").status == 0);
}

TEST_CASE_METHOD(Fixture, "Python reads the same bodies out of a table as out of JSON Lines") {
    boswell({"export", "-f", "csv", "-o", "a.csv"});
    boswell({"export", "-f", "jsonl", "-o", "a.jsonl"});
    std::ofstream(folder / "compare.py") << R"(
import csv, json, re
def plain(cell):
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n]", cell) else cell
with open("a.csv", newline="", encoding="utf-8") as file:
    rows = [{name: plain(cell) for name, cell in row.items()} for row in csv.DictReader(file, strict=True)]
records = [json.loads(line) for line in open("a.jsonl", encoding="utf-8")]
records = [record for record in records if record["kind"] == "message"]
assert len(rows) == len(records) > 10
for row, record in zip(rows, records):
    for name, value in record.items():
        cell = row.pop(name)
        assert value == (cell if isinstance(value, str) and name != "shown" else json.loads(cell)), (name, value, cell)
    assert not any(row.values()), row
)";
    const auto command =
        fmt::format("cd '{}' && /usr/bin/python3 compare.py", folder.path().string());
    CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE_METHOD(Fixture, "a table has room for one kind of records, and says so") {
    const auto two = boswell({"export", "-f", "csv", "-o", "x.csv", "--what", "messages,presence"});
    CHECK(two.status == 2);
    CHECK_THAT(two.err, Contains("csv is one table, so --what takes one kind of records"));
    CHECK_THAT(boswell({"export", "-f", "jsonl", "-o", "x.csv", "--bom"}).err,
               Contains("--bom is for csv"));
    CHECK_FALSE(std::filesystem::exists(folder / "x.csv"));
    const auto contacts = boswell({"export", "-f", "csv", "-o", "-", "--what", "contacts"});
    CHECK(contacts.status == 0);
    CHECK_THAT(contacts.out, Contains("bob@example.net"));
    CHECK(boswell({"export", "-f", "csv", "-o", "-", "--what", "chat-states"})
              .out.starts_with("kind,account,with,person,direction,from,state,stamp\r\n"));
}
