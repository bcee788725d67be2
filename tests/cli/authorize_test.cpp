// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace boswell::test;
namespace fs = std::filesystem;

TEST_CASE("authorizing an account becomes the boswelld beside the program, with its status") {
    const TempDir folder;
    fs::copy_file(BOSWELL_PROGRAM, folder / "boswell");
    std::ofstream(folder / "boswelld") << "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 4\n";
    fs::permissions(folder / "boswelld", fs::perms::owner_all);
    const auto out = (folder / "out").string();
    const auto status =
        std::system(("'" + (folder / "boswell").string() +
                     "' --config my.toml accounts authorize alice@example.org > '" + out + "'")
                        .c_str());
    CHECK(WEXITSTATUS(status) == 4);
    CHECK(read_all(out) == "--authorize=alice@example.org\n--config=my.toml\n");
}

TEST_CASE("authorizing nobody, or an unknown word after accounts, is wrong usage") {
    const TempDir folder;
    const auto boswell = [&](const std::vector<std::string>& words) {
        return run(words, {.folder = folder.path(), .added = {}});
    };
    CHECK(boswell({"accounts", "authorize"}).status == 2);
    const auto unknown = boswell({"accounts", "autorize", "alice@example.org"});
    CHECK(unknown.status == 2);
    CHECK_THAT(unknown.err, Catch::Contains("did you mean 'authorize'?"));
}
