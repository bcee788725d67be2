// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/example_archive.hpp"
#include "cli/run.hpp"
#include "sqlite/database.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace {

/// The example archive, of which one message cannot be read.
struct DamagedArchive {
    DamagedArchive() {
        write_example_archive(folder / "archive.db");
        sqlite::Database database(folder / "archive.db", sqlite::Access::read_write);
        database.execute(R"(
PRAGMA foreign_keys = OFF;
UPDATE message SET from_id = 999999 WHERE body = 'nobody is to know';)");
    }
    Outcome boswell(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--archive", "archive.db", "--tz", "UTC"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(DamagedArchive,
                 "an export in which one conversation fails has the others and is not finished") {
    const auto text = boswell({"export", "-f", "text", "-o", "-"});
    CHECK(text.status == 3);
    CHECK_THAT(text.err, Contains("boswell: carol@example.com: the archive has no address 999999"));
    CHECK_THAT(text.err, Contains("exported 15 messages") && Contains("; 1 conversation failed"));
    CHECK_THAT(text.out, Contains("bob@example.net ==") && Contains("dave@example.net =="));
    CHECK_THAT(text.out, !Contains("End of the export."));
    const auto jsonl = boswell({"export", "-f", "jsonl", "-o", "all.jsonl"});
    CHECK(jsonl.status == 3);
    const auto file = read_all(folder / "all.jsonl");
    CHECK_THAT(file, Contains("dave@example.net") && !Contains(R"("kind":"complete")"));
}

TEST_CASE_METHOD(DamagedArchive, "an export without the conversation that fails is finished") {
    const auto text = boswell({"export", "-f", "text", "-o", "-", "-w", "dave@example.net"});
    CHECK(text.status == 0);
    CHECK_THAT(text.err, Contains("; 0 conversations failed"));
    CHECK_THAT(text.out, Contains("End of the export."));
}
