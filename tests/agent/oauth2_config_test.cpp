// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/oauth2_config.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;

static OAuth2Source read(const std::string& keys) {
    const auto table = toml::parse("[oauth2]\n" + keys);
    const TomlSection account(table, "/etc/boswell.toml", {"oauth2"});
    return read_oauth2(account, table, "/etc/boswell.toml");
}

TEST_CASE("a token endpoint needs a client and a file for the refresh token") {
    const std::string endpoint = "token_endpoint = 'https://example.org/token'\n";
    const auto source = read(endpoint +
                             "client_id = 'id'\nrefresh_token_file = 'alice.token'\n"
                             "client_secret_file = 'secret'\nscope = 'xmpp'\n"
                             "device_authorization_endpoint = 'https://example.org/d'");
    CHECK(source.token_endpoint == "https://example.org/token");
    CHECK(source.device_authorization_endpoint == "https://example.org/d");
    CHECK(source.client_id == "id");
    CHECK(source.client_secret_file == "/etc/secret");
    CHECK(source.refresh_token_file == "/etc/alice.token");
    CHECK(source.scope == "xmpp");
    CHECK(source.token_command.empty());
    CHECK_THROWS_WITH(read(endpoint + "client_id = 'id'"),
                      Catch::Contains("there is no refresh_token_file"));
    CHECK_THROWS_WITH(read(endpoint + "refresh_token_file = 't'"),
                      Catch::Contains("there is no client_id"));
    CHECK_THROWS_WITH(read("client_id = 'id'\nrefresh_token_file = 't'"),
                      Catch::Contains("there is no token_endpoint"));
}

TEST_CASE("a token command stands alone, or beside the endpoint that X-OAUTH2 may name") {
    CHECK(read("token_command = ['pass', 'x']").token_command ==
          std::vector<std::string>{"pass", "x"});
    const auto* key = GENERATE("client_id", "client_secret_file", "refresh_token_file", "scope",
                               "device_authorization_endpoint");
    CHECK_THROWS_WITH(read("token_command = ['pass']\n" + std::string(key) + " = 'x'"),
                      "/etc/boswell.toml:3: '" + std::string(key) +
                          "' has no effect beside token_command; remove one of them");
}

TEST_CASE("an endpoint is an https URL") {
    const auto* key = GENERATE("token_endpoint", "device_authorization_endpoint");
    CHECK_THROWS_WITH(read(std::string(key) + " = 'http://example.org/'"),
                      Catch::StartsWith("/etc/boswell.toml:2: "));
}

TEST_CASE("oauth2 is a table of known keys") {
    CHECK_THROWS_WITH(read("token_endpont = 'x'"),
                      Catch::EndsWith("did you mean 'token_endpoint'?"));
    const auto table = toml::parse("oauth2 = 'x'");
    CHECK_THROWS_WITH(read_oauth2(TomlSection(table, "f", {}), table, "f"),
                      Catch::Contains("[account.oauth2]"));
}
