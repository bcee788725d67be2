// SPDX-License-Identifier: GPL-3.0-or-later
// What is different where a person looks at the output: colours, a pager, the width.
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace boswell::test;
using Catch::Contains;
using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;

namespace {

/// The example archive, and a terminal to look at it.
struct Screen {
    Screen() { write_example_archive(folder / "archive.db"); }

    std::string shows(Words words, const Environment& environment = {{"PAGER", ""}},
                      unsigned short columns = 100) const {
        words.insert(words.begin(), {"--archive", "archive.db", "--tz", "UTC"});
        return print_on_terminal(words, {.folder = folder.path(), .added = environment}, columns);
    }
    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Screen, "colours are for terminals that can show them and people who want them") {
    const std::string colour = "\x1b[";
    const Words search = {"search", "lighthouse"};
    CHECK_THAT(shows(search), Contains(colour));
    CHECK_THAT(shows(search, {{"PAGER", ""}, {"TERM", "xterm"}}), Contains(colour));
    CHECK_THAT(shows(search, {{"PAGER", ""}, {"NO_COLOR", ""}}), Contains(colour));
    CHECK_THAT(shows(search, {{"PAGER", ""}, {"NO_COLOR", "1"}}), !Contains(colour));
    CHECK_THAT(shows(search, {{"PAGER", ""}, {"TERM", "dumb"}}), !Contains(colour));
    CHECK_THAT(shows({"search", "--color", "never", "lighthouse"}), !Contains(colour));
    CHECK_THAT(shows({"search", "--color", "always", "lighthouse"},
                     {{"PAGER", ""}, {"NO_COLOR", "1"}, {"TERM", "dumb"}}),
               Contains(colour));
}

TEST_CASE_METHOD(Screen, "whatever may be long goes through the pager") {
    const Environment marking = {{"PAGER", "sed 's/^/»/'"}};
    for (const Words& words : std::vector<Words>{{"search", "tea"},
                                                 {"search", "-C", "1", "tea"},
                                                 {"log", "bob@example.net"},
                                                 {"conversations"},
                                                 {"contacts"},
                                                 {"contacts", "--history", "bob@example.net"},
                                                 {"presence", "-S", "2026-11-20"},
                                                 {"gaps"},
                                                 {"help", "search"}}) {
        INFO(words.front());
        CHECK_THAT(shows(words, marking), Catch::StartsWith("»"));
    }
    for (const Words& words : std::vector<Words>{{"search", "--json", "tea"},
                                                 {"gaps", "--json"},
                                                 {"contacts", "--json", "--history", "bob"},
                                                 {"search", "--count", "tea"},
                                                 {"search", "--no-pager", "tea"},
                                                 {"status"}}) {
        INFO(words.front());
        CHECK_THAT(shows(words, marking), !Contains("»"));
    }
}

TEST_CASE_METHOD(Screen, "a pager that is missing keeps nobody from reading") {
    CHECK_THAT(shows({"search", "lighthouse"}, {{"PAGER", "no-such-pager"}}),
               Contains("Meet me at the"));
    CHECK_THAT(shows({"search", "lighthouse"}, {{"PAGER", "cat"}}), Contains("Meet me at the"));
}

TEST_CASE_METHOD(Screen, "the narrower a terminal is, the less is shown beside the text") {
    const auto line = [this](unsigned short columns) {
        return shows({"--color", "never", "search", "\"the first tea\""}, {{"PAGER", ""}}, columns);
    };
    CHECK(line(90) ==
          "848558678000  2026-11-21 06:44  bob@example.net  Bob: Two lines: ⏎ the first tea of the "
          "d…\r\n");
    CHECK(line(89) ==
          "848558678000  2026-11-21 06:44  bob@example.net: Two lines: ⏎ the first tea of the day, "
          "…\r\n");
    CHECK(line(60) == "848558678000  2026-11-21 06:44  bob@example.net: …the first…\r\n");
    for (const unsigned short columns : {1, 20})
        CHECK(line(columns) == "848558678000  2026-11-21 06:44  bob@example.net: …the firs…\r\n");
}

TEST_CASE_METHOD(Screen,
                 "conversations are listed without their beginning where there is no room") {
    const auto heading = [this](unsigned short columns) {
        const auto out = shows({"--color", "never", "conversations"}, {{"PAGER", ""}}, columns);
        return out.substr(0, out.find('\r'));
    };
    CHECK(heading(80) == "last              first       messages  with");
    CHECK(heading(79) == "last              messages  with");
}
