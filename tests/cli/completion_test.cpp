// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.hpp"

#include "cli/command.hpp"
#include "cli/example_archive.hpp"
#include "cli/option_values.hpp"
#include "cli/run.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using Words = std::vector<std::string>;

static Outcome completions(const TempDir& folder, Words words) {
    words.insert(words.begin(), {"completion", "--words", "--"});
    return run(words, {.folder = folder.path(),
                       .added = {{"BOSWELL_ARCHIVE", (folder / "archive.db").string()}}});
}

TEST_CASE("commands, options and their values are completed from the table of commands") {
    CHECK(cli::complete({""}).words.size() == cli::commands().size());
    CHECK(cli::complete({}).words.size() == cli::commands().size());
    CHECK(cli::complete({"--tz", "UTC", "sea"}).words == Words{"search"});
    CHECK(cli::complete({"search", "--l"}).words == Words{"--limit"});
    CHECK(cli::complete({"help", "spl"}).words == Words{"split"});
    CHECK(cli::complete({"--vers"}).words == Words{"--version"});
    CHECK(cli::complete({"search", "--by", "we"}).words == Words{"week"});
    CHECK(cli::complete({"search", "--by=we"}).words == Words{"--by=week"});
    CHECK(cli::complete({"log", "--limit", "1"}).words.empty());
    CHECK(cli::complete({"verify", "x"}).words.empty());
    CHECK(cli::complete({"nonsense", "--limit"}).words.empty());
    CHECK(cli::complete({"search", "--", "--l"}).words.empty());
    CHECK(cli::complete({"completion", ""}).words == Words{"bash", "zsh"});
    CHECK(cli::complete({"accounts", "--yes", "re"}).words == Words{"remove"});
    CHECK(cli::complete({"search", "tea", "has:c"}).words == Words{"has:call", "has:correction"});
    CHECK(cli::complete({"export", "type:h"}).words == Words{"type:headline"});
    for (const Words& line : {Words{"import", ""},
                              {"--archive", ""},
                              {"export", "-o", "x"},
                              {"backup", "--keep", "7", ""},
                              {"restore", "--archive=x", ""}})
        CHECK(cli::complete(line).files);
}

TEST_CASE("JIDs are completed from the archive that the line names") {
    const TempDir folder;
    CHECK(completions(folder, {"log", ""}).out.empty());  // there is none yet
    CHECK(completions(folder, {"log", ""}).status == 0);
    write_example_archive(folder / "archive.db");
    CHECK(completions(folder, {"log", "bo"}).out == "bob@example.net\n");
    CHECK(completions(folder, {"log", "--account", ""}).out == "alice@example.org\n");
    CHECK(completions(folder, {"accounts", "test", ""}).out == "alice@example.org\n");
    CHECK(completions(folder, {"search", "-w", "tea"}).out == "tea@conference.example.org\n");
    CHECK(completions(folder, {"search", "--with=tea"}).out ==
          "--with=tea@conference.example.org\n");
    CHECK(completions(folder, {"--archive", "none.db", "log", "bo"}).out.empty());
}

TEST_CASE("only bash and zsh are known") {
    const TempDir folder;
    for (const Words& words :
         {Words{"completion"}, {"completion", "fish"}, {"completion", "bash", "zsh"}}) {
        const auto outcome = run(words, {.folder = folder.path(), .added = {}});
        CHECK(outcome.status == 2);
        CHECK(outcome.err.find("boswell completion bash|zsh") != std::string::npos);
    }
}

TEST_CASE("every value that is completed is one that its command names when it refuses another") {
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    int seen = 0;
    for (const auto* command : cli::commands()) {
        for (const auto& option : command->options) {
            const auto values = cli::values_of(command, option.name);
            if (values.empty()) continue;
            ++seen;
            Words words = {"--archive", "archive.db", std::string(command->name),
                           fmt::format("--{}=qqqqqqq", option.name)};
            if (command->operands_at_least > 0 || command->name == "import")
                words.push_back("bob@example.net");
            if (command->name == "export") words.insert(words.end(), {"-o", "-"});
            if (command->name == "export" && option.name != "format")
                words.insert(words.end(), {"-f", "xep0227"});
            const auto outcome = run(words, {.folder = folder.path(), .added = {}});
            INFO(command->name << " --" << option.name << ": " << outcome.err);
            CHECK(outcome.status == 2);
            for (const auto& value : values) CHECK(outcome.err.find(value) != std::string::npos);
        }
    }
    CHECK(seen >= 10);
}
