// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/password_config.hpp"

#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::agent;
using Catch::Contains;

TEST_CASE("a password in the configuration is read if the file is its owner's alone") {
    const test::TempDir folder;
    const auto file = folder / "boswell.toml";
    std::ofstream(file) << "password = 'x'\n";
    const auto table = toml::parse_file(file.string());
    TomlSection section(table, file, {password_keys.begin(), password_keys.end()});
    CHECK(count_password_keys(section) == 1);
    std::filesystem::permissions(file, std::filesystem::perms(0640));
    CHECK_THROWS_WITH(read_password_source(section, file), Contains("chmod 600"));
    std::filesystem::permissions(file, std::filesystem::perms(0600));
    CHECK(read_password_source(section, file) == PasswordSource{PasswordSource::Literal{"x"}});
}

TEST_CASE("a password with a NUL in it is refused with its line") {
    const test::TempDir folder;
    const auto file = folder / "boswell.toml";
    std::ofstream(file) << "password = \"x\\u0000y\"\n";
    std::filesystem::permissions(file, std::filesystem::perms(0600));
    const auto table = toml::parse_file(file.string());
    TomlSection section(table, file, {password_keys.begin(), password_keys.end()});
    CHECK_THROWS_WITH(read_password_source(section, file), Contains(":1: ") && Contains("a NUL"));
}

TEST_CASE("a section without any of the keys has an empty password") {
    const auto table = toml::parse("jid = 'alice@example.org'");
    TomlSection section(table, "/etc/boswell.toml", {"jid"});
    CHECK(count_password_keys(section) == 0);
    CHECK(read_password_source(section, "/etc/boswell.toml") == PasswordSource{});
}
