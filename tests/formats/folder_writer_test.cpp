// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/folder_writer.hpp"

#include "support/temp_dir.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <rapidcheck/catch.h>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace boswell;
using namespace boswell::formats;

static std::string read(const std::filesystem::path& path) {
    std::ifstream content(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(content), {}};
}

TEST_CASE("a folder is written file by file, with the folders that their paths name") {
    const test::TempDir folder;
    FolderWriter out(folder.path(), "export");
    out.begin("a/b/one").write("1");
    auto& two = out.begin("a/b/two");
    two.write("2");
    two.write("2");
    out.write("three", "3");
    out.finish();
    CHECK(read(folder / "a/b/one") == "1");
    CHECK(read(folder / "a/b/two") == "22");
    CHECK(read(folder / "three") == "3");
    CHECK(out.files() == std::vector<std::string>{"a/b/one", "a/b/two", "three"});
    struct stat status {};
    REQUIRE(::stat((folder / "a/b/one").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a folder remembers the first failure and tells its reason once, at the end") {
    const test::TempDir folder;
    FolderWriter out(folder.path(), "export");
    out.write("one", "1");
    CHECK_FALSE(out.failed());
    out.write("one/below", "a file is no folder");
    CHECK(out.failed());
    out.write("two", "2");
    CHECK_THROWS_WITH(out.finish(), "cannot write to export: Not a directory");
    CHECK_FALSE(std::filesystem::exists(folder / "two"));
}

TEST_CASE("a file of a folder is never written twice") {
    const test::TempDir folder;
    FolderWriter out(folder.path(), "export");
    out.write("one", "1");
    out.write("one", "2");
    CHECK_THROWS_WITH(out.finish(), "cannot write to export: File exists");
    CHECK(read(folder / "one") == "1");
}

TEST_CASE("a folder has scratch files that nobody sees") {
    const test::TempDir folder;
    FolderWriter out(folder.path(), "export");
    const int file = out.scratch();
    REQUIRE(file >= 0);
    CHECK(::write(file, "x", 1) == 1);
    CHECK(std::filesystem::is_empty(folder.path()));
    ::close(file);
    CHECK_FALSE(out.failed());
    out.fail(ENOSPC);
    CHECK_THROWS_WITH(out.finish(), "cannot write to export: No space left on device");
}

TEST_CASE("a usual address is a file's name as it is") {
    for (const auto* name : {"bob@example.net", "tea@conference.example.org", "a-b_c.d@e", "2026"})
        CHECK(safe_name(name) == name);
}

TEST_CASE("what a file cannot be called gets a name that can be read and a digest") {
    CHECK_THAT(safe_name("Bob Smith"), Catch::StartsWith("_bob_smith~"));
    CHECK_THAT(safe_name("../../x@y"), Catch::StartsWith("_______x@y~"));
    CHECK_THAT(safe_name("con.example"), Catch::StartsWith("_con_example~"));
    CHECK(safe_name("").size() == 34);
    for (const auto* name :
         {".", "..", ".hidden", "x.", "nul", "aux.org", "com1", "lpt9.net", "-rf", "a/b", "a\\b",
          "a:b", "a b", "a~b", "A", "\xC3\xA9", "x\n", "_\"'<>|?*"})
        CHECK_THAT(safe_name(name), Catch::StartsWith("_") && Catch::Contains("~"));
    CHECK(safe_name(std::string(3000, 'x')).size() < 80);
    CHECK(safe_name(std::string(3000, 'x')) != safe_name(std::string(3001, 'x')));
}

TEST_CASE("names of files differ where the texts do, without regard to case") {
    rc::prop("safe_name() keeps texts apart", [](const std::set<std::string>& texts) {
        std::set<std::string> names;
        for (const auto& text : texts) {
            const auto name = safe_name(text);
            RC_ASSERT(name.find_first_of("/\\:*?\"<>| ABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
                      std::string::npos);
            names.insert(name);
        }
        RC_ASSERT(names.size() == texts.size());
    });
    CHECK(safe_name("_bob~" + std::string(32, '0')) != "_bob~" + std::string(32, '0'));
}
