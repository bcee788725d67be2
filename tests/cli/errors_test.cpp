// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong is said with its reason, and the exit status tells scripts which kind it was.
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include "support/temp_dir.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace boswell::test;
using Catch::Contains;

namespace {

/// A folder with the example archive in it.
struct Fixture {
    Fixture() { write_example_archive(folder / "archive.db"); }

    Outcome boswell(std::vector<std::string> words, const std::string& output = "") const {
        words.insert(words.begin(), {"--archive", "archive.db", "--tz", "UTC"});
        return run(words, {.folder = folder.path(), .added = {}, .output = output});
    }
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(folder / name, std::ios::binary) << content;
    }

    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a wrong command or option is answered with the nearest right one") {
    const auto command = boswell({"serach", "tea"});
    CHECK(command.status == 2);
    CHECK(command.err == "boswell: unknown command 'serach'; did you mean 'search'?\n");
    const auto option = boswell({"search", "--limt", "3", "tea"});
    CHECK(option.status == 2);
    CHECK(option.err == "boswell: unknown option '--limt'; did you mean '--limit'?\n");
    CHECK(option.out.empty());
}

TEST_CASE_METHOD(Fixture, "a way to look at presence refuses what has no meaning in it") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{"--view", "pie"}, "heatmap or together, not 'pie'"},
        {{"--view", "together", "bob@example.net"}, "at least two contacts"},
        {{"--view", "events", "--by", "day"}, "--by divides a summary"},
        {{"--by", "year"}, "--by takes day, week or month, not 'year'"},
        {{"--join", "2x"}, "90s, 2m or 1h, not '2x'"},
        {{"--join", "-1m"}, "not '-1m'"},
        {{"--view", "events", "--resources"}, "--resources has no meaning"},
        {{"--view", "events", "--join", "2m"}, "--join has no meaning"},
        {{"--svg", "x.svg"}, "add --view timeline or heatmap"},
        {{"--now", "--at", "2026-11-20"}, "either --now or --at"},
        {{"--now", "-S", "2026-11-20"}, "--since has no meaning"},
        {{"--at", "2999"}, "in the future"},
        {{"--now", "nobody@nowhere"}, ""}};
    for (const auto& [options, expected] : cases) {
        INFO(options.front());
        std::vector<std::string> words = {"presence"};
        words.insert(words.end(), options.begin(), options.end());
        const auto outcome = boswell(words);
        CHECK(outcome.status == (expected.empty() ? 1 : 2));
        CHECK(outcome.out.empty());
        CHECK(outcome.err.find(expected) != std::string::npos);
    }
}

TEST_CASE_METHOD(Fixture, "a picture overwrites nothing unless it is told to") {
    const std::vector<std::string> words = {"presence",   "--view", "heatmap", "-S",
                                            "2026-11-20", "--svg",  "x.svg"};
    CHECK(boswell(words).status == 0);
    CHECK(boswell(words).status == 3);
    auto forced = words;
    forced.emplace_back("--force");
    CHECK(boswell(forced).status == 0);
}

TEST_CASE_METHOD(Fixture, "a command that prints no records refuses --json") {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"verify"},
                                                  {"upgrade"},
                                                  {"split", "1"},
                                                  {"export", "-f", "text", "-o", "-"},
                                                  {"help"}}) {
        INFO(words.front());
        auto with_json = words;
        with_json.emplace_back("--json");
        const auto outcome = boswell(with_json);
        CHECK(outcome.status == 2);
        CHECK(outcome.out.empty());
        CHECK(outcome.err == "boswell: " + words.front() + " has no --json; try 'boswell help " +
                                 words.front() + "'\n");
    }
}

TEST_CASE_METHOD(Fixture, "every command refuses an account that is not there") {
    const std::vector<std::vector<std::string>> commands = {{"gaps"},
                                                            {"contacts"},
                                                            {"conversations"},
                                                            {"search"},
                                                            {"log", "dave@example.net"},
                                                            {"export", "-f", "text", "-o", "-"},
                                                            {"presence", "dave@example.net"}};
    for (auto words : commands) {
        INFO(words.front());
        words.insert(words.end(), {"-a", "alcie"});
        const auto outcome = boswell(words);
        CHECK(outcome.status == 2);
        CHECK_THAT(outcome.err,
                   Contains("there is no account 'alcie' in this archive; there are: "));
        CHECK(outcome.out.empty());
    }
}

TEST_CASE_METHOD(Fixture, "an account is named by its address, its localpart or its domain") {
    const auto all = boswell({"conversations", "-a", "alice@example.org"});
    REQUIRE(all.status == 0);
    for (const auto* const name : {"alice", "ALICE@example.org/phone", "example.org"})
        CHECK(boswell({"conversations", "-a", name}).out == all.out);
}

TEST_CASE_METHOD(Fixture, "wrong usage is status 2 and says what would be right") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> wrong = {
        {{"search", "-S", "yesterdya", "tea"}, "yesterdya"},
        {{"search", "-S", "2026-11-22", "-U", "2026-11-20", "tea"}, "--until is before --since"},
        {{"search", "--sort", "size", "tea"}, "newest, oldest or relevance"},
        {{"search", "-n", "few", "tea"}, "not 'few'"},
        {{"search", "-n"}, "option '-n' needs a value"},
        {{"search", "--limit"}, "option '--limit' needs a value"},
        {{"search", "/(/"}, "boswell: "},
        {{"search", "--tz", "Europe/Bielefeld", "tea"}, "Europe/Bielefeld"},
        {{"search", "--color", "sometimes", "tea"}, "auto, always or never"},
        {{"show", "first"}, "not 'first'"},
        {{"show"}, "show needs an argument: boswell show [OPTION…] NUMBER\n"},
        {{"log"}, "log needs an argument: boswell log [OPTION…] JID\n"},
        {{"log", "one@example.net", "two@example.net"}, "two@example.net"},
        {{"presence", "--view", "pie"},
         "intervals, events, summary, timeline, heatmap or together"},
        {{"presence", "-S", "2999-01-01"}, "future"},
        {{"contacts", "--history"}, "--history needs"},
        {{"export", "-o", "-"}, "-f text"},
        {{"export", "-f", "text"}, "-o FILE"},
        {{"export", "-f", "jsnol", "-o", "-"}, "did you mean 'jsonl'?"},
        {{"export", "-f", "text", "-o", "-", "--what", "secrets"}, "not 'secrets'"},
        {{"log", "--names", "later", "bob@example.net"}, "then, now or jid, not 'later'"},
        {{"log", "--names", "later", "dave@example.net", "-S", "2026-12-01"}, "not 'later'"},
        {{"search", "--names", "", "coffee"}, "then, now or jid, not ''"},
        {{"search", "--json", "--names", "Now", "tea"}, "then, now or jid, not 'Now'"},
        {{"export", "-f", "jsonl", "-o", "-", "--names", "all"}, "not 'all'"},
        {{"split"}, "split needs an argument: boswell split NUMBER\n"},
        {{"split", "first"}, "not 'first'"},
        {{"stats", "more"}, "does not take 'more'"},
        {{"help", "serach"}, "did you mean 'search'?"},
    };
    for (const auto& [words, said] : wrong) {
        const auto outcome = boswell(words);
        INFO(words.front() << ": " << outcome.err);
        CHECK(outcome.status == 2);
        CHECK_THAT(outcome.err, Contains(said));
        CHECK(outcome.out.empty());
    }
}

TEST_CASE_METHOD(Fixture, "the version is printed, and no command is wrong usage") {
    const auto version = run({"--version"}, {.folder = folder.path(), .added = {}});
    CHECK(version.status == 0);
    CHECK_THAT(version.out, Catch::Matches("boswell [0-9]+\\.[0-9]+\\.[0-9]+\n"));
    const auto nothing = run({}, {.folder = folder.path(), .added = {}});
    CHECK(nothing.status == 2);
    CHECK_THAT(nothing.err, Contains("boswell help"));
    const auto only_options =
        run({"--archive", "archive.db"}, {.folder = folder.path(), .added = {}});
    CHECK(only_options.status == 2);
    CHECK_THAT(only_options.err, Contains("no command"));
}

TEST_CASE_METHOD(Fixture, "help needs no archive, and every command that is listed has it") {
    std::filesystem::remove(folder / "archive.db");
    const auto overview = boswell({"help"});
    REQUIRE(overview.status == 0);
    for (const std::string command :
         {"accounts", "contacts", "conversations", "export", "gaps", "help", "import", "log",
          "presence", "search", "show", "split", "stats", "status", "upgrade", "verify"}) {
        CHECK_THAT(overview.out, Contains("  " + command + " "));
        const auto asked = boswell({"help", command});
        CHECK(asked.status == 0);
        CHECK_THAT(asked.out, Contains("NAME\n    boswell-" + command + " - "));
        CHECK(boswell({command, "--help"}).out == asked.out);
    }
}

TEST_CASE_METHOD(Fixture, "an archive that cannot be used is status 3 and named") {
    write("empty.db", "");
    write("text.db", std::string(4096, 'x'));
    auto damaged = read_all(folder / "archive.db");
    std::fill(damaged.begin() + 100, damaged.begin() + 4096, 'x');
    write("damaged.db", damaged);
    auto newer = read_all(folder / "archive.db");
    newer.replace(60, 4, std::string("\0\0\x03\xe7", 4));  // user_version 999
    write("newer.db", newer);
    for (const std::string name : {"missing.db", "empty.db", "text.db", "damaged.db", "newer.db"}) {
        const auto outcome =
            run({"search", "--archive", name, "tea"}, {.folder = folder.path(), .added = {}});
        INFO(name << ": " << outcome.err);
        CHECK(outcome.status == 3);
        CHECK(outcome.out.empty());
        CHECK_THAT(outcome.err, Contains("boswell: ") && Contains(name));
    }
    CHECK_FALSE(std::filesystem::exists(folder / "missing.db"));
    CHECK(read_all(folder / "newer.db") == newer);
}

TEST_CASE_METHOD(Fixture,
                 "the archive is found by option, environment, configuration, then default") {
    std::filesystem::create_directories(folder / "etc");
    write("etc/boswell.toml", "archive = \"../archive.db\"\n[[account]]\njid = \"a@b\"\n");
    write("broken.toml", "archive = \n");
    const auto count = [this](const std::vector<std::string>& options,
                              const std::map<std::string, std::string>& environment) {
        auto words = options;
        words.insert(words.end(), {"search", "--count", "lighthouse"});
        return run(words, {.folder = folder.path(), .added = environment});
    };
    CHECK(count({"--archive", "archive.db"}, {{"BOSWELL_ARCHIVE", "no.db"}}).out == "1\n");
    CHECK(count({}, {{"BOSWELL_ARCHIVE", "archive.db"}, {"BOSWELL_CONFIG", "no.toml"}}).out ==
          "1\n");
    CHECK(count({"--config", "etc/boswell.toml"}, {{"BOSWELL_CONFIG", "no.toml"}}).out == "1\n");
    CHECK(count({}, {{"BOSWELL_CONFIG", "etc/boswell.toml"}}).out == "1\n");
    CHECK_THAT(count({"--config", "no.toml"}, {}).err, Contains("no.toml"));
    CHECK_THAT(count({"--config", "broken.toml"}, {}).err, Contains("broken.toml:1"));
    const auto usual = folder / ".local/share/boswell";
    CHECK_THAT(count({}, {}).err, Contains(usual.string()));
    std::filesystem::create_directories(usual);
    std::filesystem::copy_file(folder / "archive.db", usual / "archive.db");
    CHECK(count({}, {}).out == "1\n");
}

TEST_CASE_METHOD(Fixture, "an export does not overwrite a file unless it is told to") {
    write("out.txt", "precious");
    const auto refused = boswell({"export", "-f", "text", "-o", "out.txt"});
    CHECK(refused.status == 3);
    CHECK_THAT(refused.err, Contains("out.txt exists already; --force overwrites it"));
    CHECK(read_all(folder / "out.txt") == "precious");
    CHECK(boswell({"export", "-f", "text", "-o", "out.txt", "--force"}).status == 0);
    CHECK_THAT(read_all(folder / "out.txt"), Contains("lighthouse"));
    const auto permissions = std::filesystem::status(folder / "out.txt").permissions();
    CHECK(permissions ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE_METHOD(Fixture, "an export that fails leaves no file behind") {
    const auto wrong = boswell({"export", "-f", "text", "-o", "out.txt", "from:nobody.at.all"});
    CHECK(wrong.status != 0);
    const auto unwritable = boswell({"export", "-f", "text", "-o", "no/such/folder.txt"});
    CHECK(unwritable.status == 3);
    CHECK_THAT(unwritable.err, Contains("no/such/folder.txt: No such file or directory"));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        CHECK(entry.path().filename().string().find("out.txt") == std::string::npos);
    }
}

TEST_CASE_METHOD(Fixture, "a full disk and a closed output are told with their reason") {
    const auto to_full = boswell({"export", "-f", "jsonl", "-o", "/dev/full"});
    CHECK(to_full.status == 3);
    CHECK_THAT(to_full.err, Contains("/dev/full: No space left on device"));
    const auto piped = boswell({"export", "-f", "text", "-o", "-"}, "/dev/full");
    CHECK(piped.status == 3);
    CHECK(piped.err == "boswell: cannot write to standard output: No space left on device\n");
    const auto full = boswell({"search", "tea"}, "/dev/full");
    CHECK(full.status == 3);
    CHECK_THAT(full.err, Contains("standard output: No space left on device"));
    const auto closed = boswell({"search", "tea"}, "-");
    CHECK(closed.status == 3);
    CHECK_THAT(closed.err, Contains("standard output"));
    CHECK(boswell({"verify"}).status == 0);
}

TEST_CASE_METHOD(Fixture, "a reader that goes away early is no error") {
    for (const std::string words : {"search tea", "export -f jsonl -o - --what messages,presence",
                                    "contacts --json", "help search"}) {
        const auto command = fmt::format(
            "cd {} && {{ sleep 0.2; {} --archive archive.db {} 2>err; echo $? >status; }} | true; "
            "while [ ! -s status ]; do sleep 0.1; done",
            folder.path().string(), BOSWELL_PROGRAM, words);
        REQUIRE(std::system(command.c_str()) == 0);
        INFO(words);
        CHECK(read_all(folder / "status") == "0\n");
        CHECK(read_all(folder / "err").empty());
        std::filesystem::remove(folder / "status");
    }
}

TEST_CASE_METHOD(Fixture, "no option takes a password") {
    for (const std::string command : {"search", "export", "import", "accounts"}) {
        const auto outcome = boswell({command, "--password", "secret"});
        CHECK(outcome.status == 2);
        CHECK(outcome.err.find("secret") == std::string::npos);
    }
}
