// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"

#include "archive/writer.hpp"
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

using namespace boswell::test;
using namespace boswell;

TEST_CASE("every option of every command is in its help, and shares no letter with another") {
    const TempDir folder;
    std::string before;
    REQUIRE(cli::commands().size() >= 12);
    for (const auto* command : cli::commands()) {
        INFO(command->name);
        CHECK(before < command->name);
        before = command->name;
        const auto help = run({"help", before}, {.folder = folder.path(), .added = {}}).out;
        std::string letters = "h";
        for (const auto& option : command->options) {
            INFO(option.name);
            CHECK(help.find(fmt::format("--{}", option.name)) != std::string::npos);
            if (option.letter == 0) continue;
            CHECK(help.find(fmt::format("-{}, --{}", option.letter, option.name)) !=
                  std::string::npos);
            CHECK(letters.find(option.letter) == std::string::npos);
            letters += option.letter;
        }
    }
}

TEST_CASE("status tells that the agent is away, since when, and why") {
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    const auto outcome = run({"--archive", "archive.db", "--tz", "UTC", "status"},
                             {.folder = folder.path(), .added = {}});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith("alice@example.org\n  state         offline\n"
                                              "  since         2026-11-21 16:00:00"));
    CHECK_THAT(outcome.out, Catch::Contains("last error    the connection was lost"));
    CHECK_THAT(outcome.out, Catch::Contains("caught up     2026-11-21 12:00:30") &&
                                Catch::Contains("history       from 2026-11-20 16:30:00 on, "
                                                "complete\n"));
}

TEST_CASE("a wrong join is undone, and the reason why it cannot be is told") {
    const TempDir folder;
    const auto boswell = [&folder](std::vector<std::string> words) {
        words.insert(words.begin(), {"--archive", "archive.db", "--tz", "UTC"});
        return run(words, {.folder = folder.path(), .added = {}});
    };
    {
        archive::Writer writer(folder / "archive.db");
        auto archived = incoming("2026-11-20T18:00:10Z", "bob@example.net/laptop", "tea?");
        archived.via = Via::archive;
        archived.stanza_id = {"s1", archived.account};
        const auto live = incoming("2026-11-20T18:00:00Z", "bob@example.net/laptop", "tea?");
        writer.write(std::vector<Event>{live, archived});
        CHECK(boswell({"search", "--count", "tea"}).out == "1\n");
        CHECK(boswell({"split", "2"}).out == "copy 2 is message 848512810000 now\n");
    }
    CHECK(boswell({"search", "--count", "tea"}).out == "2\n");
    CHECK_THAT(boswell({"show", "848512810000"}).out, Catch::Contains("nothing: split by hand"));
    const auto again = boswell({"split", "2"});
    CHECK(again.status == 3);
    CHECK_THAT(again.err, Catch::Contains("copy 2 of message 848512810000 was not joined"));
    CHECK_THAT(boswell({"split", "848512810000"}).err,
               Catch::Contains("848512810000 is a message; 'boswell show 848512810000' lists"));
    CHECK_THAT(boswell({"split", "77"}).err, Catch::Contains("there is no copy 77"));
    CHECK(boswell({"verify"}).status == 0);
}

TEST_CASE("that --offset skips all that matches does not mean that nothing does") {
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    const auto outcome = run({"--archive", "archive.db", "search", "tea", "--offset", "1000"},
                             {.folder = folder.path(), .added = {}});
    CHECK(outcome.status == 1);
    CHECK_THAT(outcome.err,
               Catch::StartsWith("boswell: no more messages match than --offset skips\n"));
}

TEST_CASE("an empty archive is told, with what to do") {
    const TempDir folder;
    { archive::Writer writer(folder / "archive.db"); }
    for (const std::string command :
         {"accounts", "status", "conversations", "contacts", "search"}) {
        const auto outcome =
            run({command, "--archive", "archive.db"}, {.folder = folder.path(), .added = {}});
        INFO(command << ": " << outcome.err);
        CHECK(outcome.status == 1);
        CHECK(outcome.out.empty());
        CHECK_THAT(outcome.err, Catch::StartsWith("boswell: no") ||
                                    Catch::Contains("there are no") ||
                                    Catch::Contains("the archive has no messages yet"));
    }
    CHECK(
        run({"stats", "--archive", "archive.db"}, {.folder = folder.path(), .added = {}}).status ==
        0);
}
