// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/password.hpp"

#include "base/error.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

using namespace boswell;
using test::TempDir;
using namespace boswell::agent;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

static std::string read(PasswordSource source, milliseconds timeout = 5s) {
    return read_password(source, timeout);
}

TEST_CASE("a password is the first line of a file") {
    const TempDir folder;
    std::ofstream(folder.path() / "p") << "secret word\nsecond line\n";
    CHECK(read({PasswordSource::File{folder.path() / "p"}}) == "secret word");
    std::ofstream(folder.path() / "dos") << "secret\r\n";
    CHECK(read({PasswordSource::File{folder.path() / "dos"}}) == "secret");
}

TEST_CASE("an empty or unreadable password file is named") {
    const TempDir folder;
    std::ofstream(folder.path() / "empty") << "\n";
    CHECK_THROWS_WITH(read({PasswordSource::File{folder.path() / "empty"}}),
                      Catch::Contains("empty"));
    CHECK_THROWS_WITH(read({PasswordSource::File{folder.path() / "none"}}),
                      Catch::Contains("none"));
}

TEST_CASE("a password command runs without a shell") {
    CHECK(read({PasswordSource::Command{{"printf", "%s\nrest", "$HOME; echo"}}}) == "$HOME; echo");
}

TEST_CASE("a command that fails, hangs or prints without end is named, and its output is not") {
    CHECK_THROWS_WITH(read({PasswordSource::Command{{"false"}}}), "false ended with status 1");
    CHECK_THROWS_WITH(read({PasswordSource::Command{{"/no/such/program"}}}),
                      Catch::Contains("/no/such/program"));
    CHECK_THROWS_WITH(read({PasswordSource::Command{{"sleep", "60"}}}, 200ms),
                      Catch::Contains("200 ms"));
    CHECK_THROWS_WITH(read({PasswordSource::Command{{"yes", "secret"}}}),
                      Catch::Contains("4096") && !Catch::Contains("secret"));
}

TEST_CASE("a stop ends the wait for a command") {
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(
        read_password({PasswordSource::Command{{"sleep", "60"}}}, 30s, stop.get_token()), Error);
}

TEST_CASE("a systemd credential is a file in its folder") {
    const TempDir folder;
    std::ofstream(folder.path() / "alice") << "secret";
    ::setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
    CHECK(read({PasswordSource::Credential{"alice"}}) == "secret");
    ::unsetenv("CREDENTIALS_DIRECTORY");
    CHECK_THROWS_WITH(read({PasswordSource::Credential{"alice"}}),
                      Catch::Contains("LoadCredential=alice"));
}
