// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/secret.hpp"

#include "base/error.hpp"
#include "support/captured_log.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::agent;
using std::filesystem::perms;

TEST_CASE("a secret is the first line without its end") {
    CHECK(first_line("word", "f", "password") == "word");
    CHECK(first_line("word\nmore", "f", "password") == "word");
    CHECK(first_line("word\r\nmore", "f", "password") == "word");
    CHECK(first_line(" word \r", "f", "password") == " word ");
}

TEST_CASE("an empty line or one that is not UTF-8 is refused, and not shown") {
    CHECK_THROWS_WITH(first_line("", "f", "password"), "f holds no password in its first line");
    CHECK_THROWS_WITH(first_line("\nword", "f", "token"), "f holds no token in its first line");
    CHECK_THROWS_WITH(first_line("\r\n", "f", "token"), "f holds no token in its first line");
    CHECK_THROWS_WITH(first_line("word\xff", "f", "token"), "the token in f is not UTF-8");
}

TEST_CASE("a line with a NUL, which no server takes, is no secret") {
    using namespace std::string_literals;
    CHECK_THROWS_WITH(first_line("wo\0rd"s, "f", "password"), "the password in f has a NUL in it");
    CHECK(first_line("word\n\0"s, "f", "password") == "word");
}

TEST_CASE("a file that others can read is read, and named in the log") {
    const test::TempDir folder;
    const auto file = folder.path() / "secret";
    std::ofstream(file) << "word\n";
    const auto log_for = [&](perms mode) {
        std::filesystem::permissions(file, mode);
        const test::CapturedLog log;
        CHECK(read_secret_file(file, "password") == "word");
        return log.text();
    };
    CHECK(log_for(perms::owner_read | perms::owner_write).empty());
    CHECK_THAT(log_for(perms::owner_read | perms::group_read), Catch::Contains(file.string()));
    CHECK_THAT(log_for(perms::owner_read | perms::others_read), Catch::Contains("chmod 600"));
}

TEST_CASE("a file that is far too large is no secret") {
    const test::TempDir folder;
    const auto file = folder.path() / "secret";
    std::ofstream(file) << std::string(20'000, 'x');
    CHECK_THROWS_AS(read_secret_file(file, "password"), Error);
}
