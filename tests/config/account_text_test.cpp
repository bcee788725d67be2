// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/account_text.hpp"

#include "base/error.hpp"
#include "config/file.hpp"
#include "config/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using Catch::Matchers::Contains;

static const std::string two = R"(# mine
archive = "a.db"   # on the large disk

[[account]] # the first
jid = "alice@example.org"
password_file = "alice.password"   # 0600

[account.oauth2x]
a = 1

# of the office: grüße
[[account]]
jid = "bob@example.org"
rooms = [
  "tea@c.example.org",  # daily
]
password_command = ["pass",
                    "bob"]  # asks

# people
[[person]]
name = "Eve"
jids = ["eve@example.org"]
)";

static const Jid alice = Jid::of("alice@example.org");
static const Jid bob = Jid::of("bob@example.org");

static std::vector<Jid> accounts(const std::string& text) {
    return config::reader_config(text, "f").accounts;
}

TEST_CASE("an account is added behind all that is there, which stays byte for byte") {
    const auto before = GENERATE(as<std::string>(), "", two, "# only a comment",
                                 "archive = 'x'\r\n", "[search]\nsubstring_index = true");
    const auto text = config::with_account(before, "f",
                                           {.jid = Jid::of("carol@example.org"),
                                            .password = {"carol.password", {}},
                                            .tokens = {},
                                            .host = "h",
                                            .port = 5223,
                                            .ca_file = "c.pem"});
    CHECK(text.starts_with(before));
    CHECK(accounts(text).back() == Jid::of("carol@example.org"));
    CHECK(accounts(text).size() == accounts(before).size() + 1);
    CHECK_THAT(text,
               Contains("[[account]]\njid = \"carol@example.org\"\npassword_file = "
                        "\"carol.password\"\nhost = \"h\"\nport = 5223\nca_file = \"c.pem\"\n"));
}

TEST_CASE("an account that logs in with tokens gets a table of its own, and no password") {
    config::NewAccount account{
        .jid = alice, .password = {}, .tokens = {}, .host = "h", .ca_file = {}};
    account.tokens = config::TokenPlace{.token_endpoint = "https://h/token",
                                        .device_authorization_endpoint = "https://h/device",
                                        .client_id = "b\"o",
                                        .client_secret_file = "",
                                        .scope = "xmpp offline_access",
                                        .refresh_token_file = "alice.token",
                                        .command = {}};
    CHECK(config::with_account("", "f", account) ==
          "[[account]]\njid = \"alice@example.org\"\nhost = \"h\"\n\n[account.oauth2]\n"
          "token_endpoint = \"https://h/token\"\n"
          "device_authorization_endpoint = \"https://h/device\"\nclient_id = \"b\\\"o\"\n"
          "scope = \"xmpp offline_access\"\nrefresh_token_file = \"alice.token\"\n");
    account.tokens.emplace().command = {"print-token", "a b"};
    const auto text = config::with_account(two, "f", account);
    CHECK_THAT(text, Contains("[account.oauth2]\ntoken_command = [\"print-token\", \"a b\"]\n"));
    CHECK(text.starts_with(two));
    CHECK(config::without_account(config::with_account("", "f", account), "f", alice).empty());
}

TEST_CASE("what TOML would take for something else is quoted") {
    const std::string word = "a\"b\\c\n\x1f$(x)'grüße\t#";
    const auto text = config::with_account("", "f",
                                           {.jid = alice,
                                            .password = {"", {"sh", "-c", word}},
                                            .tokens = {},
                                            .host = {},
                                            .ca_file = {}});
    const auto table = config::parse_text(text, "f");
    CHECK(table["account"][0]["password_command"][2].value<std::string>() == word);
    CHECK(std::count(text.begin(), text.end(), '\n') == 3);
}

TEST_CASE("an account is removed with its subtables, and nothing else") {
    const auto without_alice = config::without_account(two, "f", alice);
    CHECK(without_alice == two.substr(0, two.find("[[account]] # the first")) +
                               two.substr(two.find("\n# of the office")));
    const auto without_bob = config::without_account(two, "f", bob);
    CHECK(without_bob ==
          two.substr(0, two.find("[[account]]\njid = \"bob")) + two.substr(two.find("\n# people")));
    CHECK(accounts(config::without_account(without_bob, "f", alice)).empty());
    CHECK(config::with_account(
              without_bob, "f",
              {.jid = bob, .password = {"b", {}}, .tokens = {}, .host = {}, .ca_file = {}})
              .size() > 0);
}

TEST_CASE("the last account is removed to the end of the file") {
    const std::string text = "archive = 'x'\n\n[[account]]\njid = 'alice@example.org'\nport = 1";
    CHECK(config::without_account(text, "f", alice) == "archive = 'x'\n\n");
}

TEST_CASE("of a password only the key and its value are replaced") {
    const auto text = config::with_password(two, "f", bob, {"bob.password", {}});
    auto expected = two;
    const std::string old = "password_command = [\"pass\",\n                    \"bob\"]";
    expected.replace(expected.find(old), old.size(), "password_file = \"bob.password\"");
    CHECK(text == expected);
    CHECK_THAT(config::with_password(two, "f", alice, {"", {"pass", "alice"}}),
               Contains("password_command = [\"pass\", \"alice\"]   # 0600\n"));
}

TEST_CASE("accounts that are written in another way are left to a person") {
    const std::string text = "account = [{jid = 'alice@example.org', password_file = 'x'}]\n";
    CHECK_THROWS_WITH(
        config::with_account(
            text, "f",
            {.jid = bob, .password = {"b", {}}, .tokens = {}, .host = {}, .ca_file = {}}),
        Contains("f:1: ") && Contains("edit the file"));
    CHECK_THROWS_WITH(config::without_account(text, "f", alice), Contains("edit the file"));
    CHECK_THROWS_WITH(
        config::with_account(
            "account = 1", "f",
            {.jid = bob, .password = {"b", {}}, .tokens = {}, .host = {}, .ca_file = {}}),
        Contains("f:1: "));
    CHECK_THROWS_WITH(
        config::with_account(
            "[[account]\n", "f",
            {.jid = bob, .password = {"b", {}}, .tokens = {}, .host = {}, .ca_file = {}}),
        Contains("f:1: "));
}

TEST_CASE("an account that is not there is neither removed nor given a password") {
    const auto carol = Jid::of("carol@example.org");
    CHECK_THROWS_WITH(config::without_account(two, "f", carol),
                      Contains("no account carol@example.org"));
    CHECK_THROWS_WITH(config::with_password(two, "f", carol, {"p", {}}), Contains("no account"));
    CHECK_THROWS_WITH(
        config::with_password("[[account]]\njid = 'alice@example.org'\n", "f", alice, {"p", {}}),
        Contains("without a password"));
}
