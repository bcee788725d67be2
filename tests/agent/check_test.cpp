// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/check.hpp"

#include "support/account_life.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using agent::PasswordSource;
using Catch::Contains;
using Faults = std::vector<std::string>;

static agent::Config with(const agent::AccountConfig& account) {
    return {.archive = {}, .accounts = {account}};
}

TEST_CASE("all that cannot work is found at once") {
    const test::TempDir folder;
    auto alice = test::account_config("alice@example.org");
    alice.password = {PasswordSource::File{folder / "none.password"}};
    alice.ca_file = folder / "none.pem";
    auto bob = test::account_config("bob@example.org");
    bob.password = {PasswordSource::Command{{"no-such-program-here"}}};
    auto carol = test::account_config("carol@example.org");
    carol.oauth2.emplace();
    carol.oauth2->refresh_token_file = folder / "none.token";
    std::ofstream(folder / "letter") << "no folder";
    const auto faults = agent::find_faults({.archive = {}, .accounts = {alice, bob, carol}},
                                           folder / "letter/none/archive.db");
    REQUIRE(faults.size() == 5);
    CHECK_THAT(faults[0], Contains("alice@example.org: ") && Contains("none.password"));
    CHECK_THAT(faults[1], Contains("alice@example.org: ") && Contains("none.pem"));
    CHECK_THAT(faults[2], Contains("bob@example.org: there is no program no-such-program-here"));
    CHECK_THAT(faults[3], Contains("run 'boswell accounts authorize carol@example.org'"));
    CHECK_THAT(faults[4], Contains("archive: ") && Contains("cannot be made"));
}

TEST_CASE("what can work has no faults, whether the archive is there or not") {
    const test::TempDir folder;
    const auto marker = folder / "ran";
    auto account = test::account_config();
    account.password = {PasswordSource::Command{{"touch", marker.string()}}};
    CHECK(agent::find_faults(with(account), folder / "new/folder/archive.db") == Faults{});
    CHECK_FALSE(std::filesystem::exists(marker));
    CHECK_FALSE(std::filesystem::exists(folder / "new"));
    { archive::Writer writer(folder / "archive.db"); }
    CHECK(agent::find_faults(with(account), folder / "archive.db") == Faults{});
}

TEST_CASE("the program of an alarm that cannot be run is a fault, and it is not run") {
    const test::TempDir folder;
    const auto marker = folder / "ran";
    auto config = with(test::account_config());
    config.alarm = agent::AlarmConfig{.command = {"touch", marker.string()}};
    CHECK(agent::find_faults(config, folder / "a.db") == Faults{});
    CHECK_FALSE(std::filesystem::exists(marker));
    config.alarm->command.front() = "no-such-program-here";
    CHECK(agent::find_faults(config, folder / "a.db") ==
          Faults{"alarm: there is no program no-such-program-here in PATH"});
}

TEST_CASE("an archive that is none, or a program that may not be run, is a fault") {
    const test::TempDir folder;
    std::ofstream(folder / "letter") << "a letter";
    auto account = test::account_config();
    account.password = {PasswordSource::Command{{(folder / "letter").string()}}};
    const auto faults = agent::find_faults(with(account), folder / "letter");
    REQUIRE(faults.size() == 2);
    CHECK_THAT(faults[0], Contains("letter is not a program that can be run"));
    CHECK_THAT(faults[1], Contains("is not an SQLite database"));
    CHECK_THAT(agent::find_faults(with(test::account_config()), folder / "letter/a.db").at(0),
               Contains("is not a folder"));
}

TEST_CASE("a log that is a folder, or below a file, is a fault") {
    const test::TempDir folder;
    std::ofstream(folder / "letter") << "a letter";
    const auto faults_of = [&](const std::filesystem::path& log) {
        auto config = with(test::account_config());
        config.log.file = log;
        return agent::find_faults(config, folder / "a.db");
    };
    CHECK(faults_of(folder / "a.log") == Faults{});
    CHECK(faults_of(folder / "letter") == Faults{});
    CHECK(faults_of(folder.path()) == Faults{"log: " + folder.path().string() + " is a folder"});
    CHECK_THAT(faults_of(folder / "letter/a.log").at(0), Contains("letter is not a folder"));
    CHECK_THAT(faults_of(folder / "none/a.log").at(0), Contains("cannot write"));
}

TEST_CASE("mechanisms of which the account can use none are a fault") {
    const test::TempDir folder;
    const auto faults_of = [&](const agent::AccountConfig& account) {
        return agent::find_faults(with(account), folder / "a.db");
    };
    auto account = test::account_config();
    account.mechanisms = {"EXTERNAL", "OAUTHBEARER"};
    CHECK(faults_of(account) ==
          Faults{"alice@example.org: mechanisms has only EXTERNAL, OAUTHBEARER, and the account "
                 "logs in by a password; add a mechanism that fits, or leave out the key"});
    account.mechanisms.emplace_back("PLAIN");
    CHECK(faults_of(account) == Faults{});
    account.oauth2.emplace().token_command = {"true"};
    CHECK(faults_of(account) == Faults{});
    account.mechanisms = {"PLAIN"};
    CHECK_THAT(faults_of(account).at(0), Contains("logs in by tokens"));
}
