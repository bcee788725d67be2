// SPDX-License-Identifier: GPL-3.0-or-later
// The samples in tests/formats/histories/, imported by the command.
#include "cli/run.hpp"
#include "sqlite/database.hpp"

#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;
namespace fs = std::filesystem;

static const fs::path samples = BOSWELL_HISTORY_SAMPLES;

/// A copy of a sample, with databases in place of their scripts.
static void lay_out(const fs::path& sample, const fs::path& target) {
    for (const auto& entry : fs::recursive_directory_iterator(sample)) {
        const auto name = entry.path().filename();
        if (!entry.is_regular_file() || name == "options" || name == "expected") continue;
        auto copy = target / fs::relative(entry.path(), sample);
        fs::create_directories(copy.parent_path());
        if (copy.extension() == ".sql") {
            auto database = sqlite::Database::create(copy.replace_extension());
            database.execute(read_all(entry.path()));
        } else {
            fs::copy_file(entry.path(), copy);
        }
    }
}

/// Lines such as "me Alice" as options.
static std::vector<std::string> options_of(const fs::path& sample) {
    std::vector<std::string> words;
    std::ifstream lines(sample / "options");
    for (std::string line; std::getline(lines, line);) {
        words.push_back("--" + line.substr(0, line.find(' ')));
        words.push_back(line.substr(line.find(' ') + 1));
    }
    return words;
}

static Outcome import(const TempDir& folder, std::vector<std::string> options) {
    options.insert(options.begin(), {"--archive", "a.db", "--tz", "Europe/Berlin", "import"});
    return run(options, {.folder = folder.path(), .added = {}});
}

TEST_CASE("no history comes twice, and what is made of it is sound") {
    for (const auto& entry : fs::directory_iterator(samples)) {
        if (!entry.is_directory()) continue;
        INFO(entry.path());
        const TempDir folder;
        lay_out(entry.path(), folder / "history");
        auto options = options_of(entry.path());
        options.emplace_back("history");
        const auto first = import(folder, options);
        INFO(first.err);
        const bool has_messages = entry.path().filename() != "vcf";
        CHECK_THAT(first.err, !Contains(has_messages ? "imported 0 messages" : " 0 versions"));
        const auto second = import(folder, options);
        INFO(second.err);
        CHECK_THAT(second.err, Contains("imported 0 messages, 0 presences"));
        CHECK_THAT(second.err, Contains(" 0 versions of contacts"));
        const auto verified = run({"--archive", "a.db", "verify"}, {folder.path(), {}});
        INFO(verified.out << verified.err);
        CHECK(verified.status == 0);
    }
}

TEST_CASE("what two histories of one program both have comes once") {
    const TempDir folder;
    fs::create_directories(folder / "history");
    std::ofstream(folder / "history/bob_at_x.test.history")
        << "|2011-12-14T11:00:05|1|from|N---|hi\n|2011-12-14T11:00:06|1|from|N---|hi\n"
           "|2011-12-14T11:00:10|1|to|N---|only in the file\n";
    auto database = sqlite::Database::create(folder / "history/history.db");
    database.execute(R"(
CREATE TABLE accounts (id TEXT);
CREATE TABLE contacts (id INTEGER PRIMARY KEY, acc_id TEXT, type INTEGER, jid TEXT);
CREATE TABLE events (id INTEGER PRIMARY KEY, contact_id INTEGER, resource TEXT, date TEXT,
                     type INTEGER, direction INTEGER, subject TEXT, m_text TEXT, extra_data TEXT);
INSERT INTO contacts VALUES (1, 'a', 1, 'bob@x.test');
INSERT INTO events VALUES (1, 1, 'home', '2011-12-14T11:00:05.250', 1, 2, NULL, 'hi', NULL),
                          (2, 1, 'home', '2011-12-14T11:00:06.250', 1, 2, NULL, 'hi', NULL),
                          (3, 1, 'home', '2011-12-14T11:00:20.000', 1, 2, NULL, 'only here', NULL);
)");
    const auto outcome = import(folder, {"--account", "alice@x.test", "history"});
    CHECK(outcome.out ==
          "new  known  account       with\n"
          "  4      2  alice@x.test  bob@x.test\n");
    CHECK(import(folder, {"--account", "alice@x.test", "history"}).out ==
          "new  known  account       with\n"
          "  0      6  alice@x.test  bob@x.test\n");
}
