// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/run.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

/// What the program prints, to the letter, in files under golden/. With BOSWELL_ACCEPT=1 they are
/// written anew.
namespace boswell::test {

/// The name of a file, and the words after "boswell".
struct Case {
    std::string name;
    std::vector<std::string> words;
};

/// Without the size of the file, which depends on the version of SQLite, and the place and time of
/// an import.
inline std::string without_chance(const std::string& text) {
    static const std::regex number(R"(("bytes":)\d{4,}|(size +)[0-9.]+ [KM]iB)");
    static const std::regex run(
        R"re(("kind":"import-run".*"path":")[^"]*(","at":")[^"]*(","ended_at":")[^"]*)re");
    static constexpr auto usual_run =
        "$01/home/alice/all.jsonl$02"
        "2026-11-22T07:44:38.000Z$03"
        "2026-11-22T07:44:39.000Z";
    return std::regex_replace(std::regex_replace(text, number, "$1$2(some)"), run, usual_run);
}

inline void compare_with_golden(const Case& test, const std::string& printed) {
    const auto path = fmt::format("{}/{}.txt", GOLDEN_FOLDER, test.name);
    if (std::getenv("BOSWELL_ACCEPT") != nullptr) std::ofstream(path, std::ios::binary) << printed;
    CHECK(printed == read_all(path));
}

inline void compare_all(const std::vector<Case>& cases, const TempDir& folder) {
    for (const auto& test : cases) {
        INFO(test.name);
        std::vector<std::string> words = {"--archive", "archive.db", "--tz", "Europe/Berlin"};
        words.insert(words.end(), test.words.begin(), test.words.end());
        const auto outcome = run(words, {.folder = folder.path(), .added = {}});
        const auto printed =
            fmt::format("$ boswell {}\n{}", fmt::join(test.words, " "), outcome.out);
        const auto end = fmt::format("== stderr\n{}== exit {}\n", outcome.err, outcome.status);
        compare_with_golden(test, without_chance(printed + end));
    }
}

}  // namespace boswell::test
