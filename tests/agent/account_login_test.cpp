// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/account.hpp"

#include "support/account_life.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace boswell;
using namespace std::chrono_literals;
using test::account_config;
using test::AccountLife;
using End = xmpp::SessionEnd::Cause;

static agent::AccountConfig token_config() {
    auto config = account_config();
    config.password = {};
    config.oauth2.emplace();
    config.oauth2->token_command = {"echo", "acc3ss"};
    return config;
}

TEST_CASE("a password is read anew for every login") {
    const test::TempDir folder;
    const auto file = folder.path() / "password";
    std::ofstream(file) << "old\n";
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    auto config = account_config();
    config.password = {agent::PasswordSource::File{file}};
    AccountLife life(config);
    auto& visit = life.next_visit();
    CHECK(visit.dependencies.options.password == "old");
    CHECK(visit.dependencies.options.token.empty());
    std::ofstream(file) << "new\n";
    visit.ends(End::lost);
    life.rest();
    CHECK(life.next_visit().dependencies.options.password == "new");
}

TEST_CASE("a password that cannot be had counts as a refusal") {
    auto config = account_config();
    config.password = {agent::PasswordSource::File{"/no/such/file"}};
    AccountLife life(config);
    CHECK(life.rest() == 20s);
    CHECK(life.rest() == 180s);
    CHECK(life.rest() == 65min);
    CHECK(life.network.visits.empty());
    CHECK(life.network.asked().empty());
    CHECK(life.account.state() == ConnectionState::failed);
    CHECK_THAT(life.all<ConnectionChanged>().back().error, Catch::Contains("/no/such/file"));
}

TEST_CASE("a file for TLS that cannot be read counts as a refusal") {
    auto config = account_config();
    config.ca_file = "/no/such/ca.pem";
    AccountLife life(config);
    CHECK(life.rest() == 20s);
    CHECK(life.network.visits.empty());
    CHECK_THAT(life.all<ConnectionChanged>().back().error, Catch::Contains("/no/such/ca.pem"));
}

TEST_CASE("a token that is refused is replaced at once, and once") {
    AccountLife life(token_config());
    auto& first = life.next_visit();
    CHECK(first.dependencies.options.token == "acc3ss");
    CHECK(first.dependencies.options.password.empty());
    first.ends(End::refused, "not this one");
    CHECK(life.rest() == 500ms);
    life.next_visit().ends(End::refused, "nor that one");
    CHECK(life.rest() == 65min);
    CHECK(life.network.visits.size() == 2);
    CHECK_THAT(life.account.error(),
               Catch::StartsWith("nor that one; two access tokens in a row were refused"));
    life.next_visit().ends(End::refused, "still not");
    CHECK(life.rest() == 65min);
    life.next_visit().lets_in();
}

TEST_CASE("a token is not blamed for a request that the server finds malformed") {
    AccountLife life(token_config());
    auto& visit = life.next_visit();
    visit.end = {.cause = End::refused,
                 .reason = "malformed-request",
                 .see_other_host = {},
                 .blames_secret = false};
    visit.wake->cancel();
    CHECK(life.rest() == 20s);
    CHECK(life.account.error() == "malformed-request");
}

TEST_CASE("after a login with a token the next refusal is the first again") {
    AccountLife life(token_config());
    life.next_visit().ends(End::refused);
    life.rest();
    auto& second = life.next_visit();
    second.lets_in();
    second.ends(End::lost);
    CHECK(life.rest() == 1s);
    life.next_visit().ends(End::refused);
    CHECK(life.rest() == 500ms);
    life.next_visit();
}

TEST_CASE("a token that cannot be fetched is no refusal of a token") {
    auto config = token_config();
    config.oauth2->token_command = {"false"};
    AccountLife life(config);
    CHECK(life.rest() == 20s);
    CHECK(life.account.state() == ConnectionState::failed);
    CHECK_THAT(life.all<ConnectionChanged>().back().error, Catch::Contains("false ended"));
}

TEST_CASE("a refused token is not blamed for what fails later") {
    AccountLife life(token_config());
    life.next_visit().ends(End::refused, "", "192.0.2.9");
    life.network.addresses();
    CHECK(life.rest() == 1s);
    CHECK(life.all<ConnectionChanged>().back().error == "no such host");
}
